import type pg from 'pg';

/** The latest models, and the last ones that served, that are kept however old they are. */
const KEPT = 10;

/**
 * Deletes models that were trained and last made to serve before this moment, but for the serving
 * one, the latest ones, and the last ones that served, to which one may want to go back.
 * @returns their versions.
 */
export async function forgetModels(pool: pg.Pool, before: Date): Promise<string[]> {
  const { rows } = await pool.query<{ version: string }>(
    `delete from model_version where not serving
       and greatest(trained_at, promoted_at) < $1
       and version not in (
         select version from model_version order by trained_at desc, version limit ${KEPT})
       and version not in (
         select version from model_version where promoted_at is not null
         order by promoted_at desc, version limit ${KEPT})
     returning version`,
    [before],
  );
  return rows.map(({ version }) => version);
}
