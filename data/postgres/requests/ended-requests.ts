import type pg from 'pg';

/** Asks which of these forecast requests have ended, or are gone, as somebody waits for them. */
export async function endedAmong(pool: pg.Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select wanted.id from unnest($1::uuid[]) as wanted (id)
     where not exists (
       select from forecast_request request where request.id = wanted.id and finished_at is null)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
