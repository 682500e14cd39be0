import type pg from 'pg';

import { inTransaction } from '../postgres/client.ts';
import { orStopped } from './stopped.ts';

export interface RemoveOptions {
  pool: pg.Pool;
  /** How long a request stays after it came in. */
  graceMs: number;
  now: Date;
  signal?: AbortSignal | undefined;
}

const BATCH_ROWS = 10_000;

/**
 * How long the key of a request is kept after it came in, if its row does not stay longer. Whoever
 * sends it again within this time is told that it is known; later it would count as a new one.
 */
const KEY_MS = 24 * 3_600_000;

/** A row whose every change is in ClickHouse: nothing waits, or runs, that is as old as it is. */
const LEAVE = `
  with synced as (
    select request_id, imp_id from live_request
    where received_at < $1 and xid < least(
      (select xid from outbox order by xid, seq limit 1), pg_snapshot_xmin(pg_current_snapshot()))
    order by received_at limit $2
    for update skip locked
  )
  delete from live_request using synced
  where (live_request.request_id, live_request.imp_id) = (synced.request_id, synced.imp_id)`;

const FORGET = `
  with old as (
    select key from live_request_key where received_at < $1 order by received_at limit $2
    for update skip locked
  )
  delete from live_request_key using old where live_request_key.key = old.key`;

/**
 * Deletes live requests from Postgres that are in ClickHouse and older than the grace period, batch
 * by batch; history keeps them. Their outcome must have come by then: a later one is taken for a
 * repeat.
 * @returns the number of rows that left.
 * @throws AppError `cancelled` once the signal has fired.
 */
export async function removeSynced(options: RemoveOptions): Promise<number> {
  const { pool, graceMs, now, signal } = options;
  const leave = () => leaveBatch(pool, new Date(now.getTime() - graceMs));
  const forgetBefore = new Date(now.getTime() - Math.max(KEY_MS, 2 * graceMs));
  const forget = async () => (await pool.query(FORGET, [forgetBefore, BATCH_ROWS])).rowCount ?? 0;
  const left = await inBatches(leave, signal).catch(orStopped(signal));
  await inBatches(forget, signal).catch(orStopped(signal));
  return left;
}

function leaveBatch(pool: pg.Pool, before: Date): Promise<number> {
  return inTransaction(pool, async (client) => {
    // The trigger on the table then takes the deletion for no change of history.
    await client.query(`select set_config('ducky.leaving', 'on', true)`);
    return (await client.query(LEAVE, [before, BATCH_ROWS])).rowCount ?? 0;
  });
}

async function inBatches(
  removeBatch: () => Promise<number>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let removed = 0;
  for (;;) {
    signal?.throwIfAborted();
    const rows = await removeBatch();
    removed += rows;
    if (rows < BATCH_ROWS) return removed;
  }
}
