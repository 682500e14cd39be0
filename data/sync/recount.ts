import type pg from 'pg';

const IS_AHEAD = `until_xid is null and xid >= pg_snapshot_xmax(pg_current_snapshot())`;

const RECOUNT = `
  with state as (
    update sync_state set xid = '0', seq = 0 where ${IS_AHEAD} returning id
  ), changes as (
    update outbox set xid = '0' from state
    where outbox.xid >= pg_snapshot_xmax(pg_current_snapshot())
  )
  update live_request set xid = '0' from state
  where live_request.xid >= pg_snapshot_xmax(pg_current_snapshot())`;

/**
 * Repairs the sync after Postgres was restored on another server from a dump: there transactions
 * are counted anew, so that new changes would seem older than what is synced. Numbers that no
 * transaction has yet become 0, before all others; `seq` keeps them apart. An extent that is stored
 * goes first as it is.
 */
export async function recountAfterRestore(pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query(`select from sync_state where ${IS_AHEAD}`);
  if (rowCount === 1) await pool.query(RECOUNT);
}
