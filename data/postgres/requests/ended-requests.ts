import type pg from 'pg';

/** Those of the requests that have ended, or are gone. */
export async function endedAmong(pool: pg.Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select wanted.id from unnest($1::uuid[]) as wanted (id)
     where not exists (
       select from forecast_request request where request.id = wanted.id and finished_at is null)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
