import type pg from 'pg';

/** Whether live requests have ever come from Postgres to ClickHouse, or are on their way. */
export async function hasSynced(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ synced: boolean }>(
    `select xid > '0' or until_xid is not null or exists (select from outbox) synced
     from sync_state`,
  );
  return rows[0]?.synced ?? false;
}
