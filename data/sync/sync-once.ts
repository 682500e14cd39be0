import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import type { Logger } from 'pino';

import { insertBatch } from '../clickhouse/run.ts';
import { withPostgresLock } from '../postgres/lock.ts';
import { REQUEST_COLUMNS } from '../request-row.ts';
import {
  type Extent,
  finishExtent,
  halveExtent,
  planExtent,
  putAside,
  readExtent,
} from './extent.ts';
import { noteLive } from './note-live.ts';
import { recountAfterRestore } from './recount.ts';
import { contentRefusal } from './refusal.ts';
import { orStopped } from './stopped.ts';

export interface SyncOptions {
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
  log: Logger;
  signal?: AbortSignal | undefined;
  /** Extents of one pass; more wait for the next one. */
  maxExtents?: number;
  /** Rows of one extent. */
  maxRows?: number;
}

/** What one pass has done, in changes of live requests. */
export interface SyncPass {
  /** Changes that ClickHouse has now. */
  synced: number;
  /** Changes put aside because ClickHouse refused them. */
  refused: number;
}

const MAX_EXTENTS = 50;
const MAX_ROWS = 10_000;
const MAX_BYTES = 32 * 1024 ** 2;

/**
 * Copies the changes of live requests from the Postgres outbox to ClickHouse until none is settled
 * any more, each exactly once: the extent to send is stored before it is sent and forgotten once it
 * is in, so that whoever comes after a crash sends the same one, and ClickHouse knows it by its
 * token, unless 10,000 other blocks came in between: a quarter of an hour of importing at full
 * speed, and no worker. One pass runs at a time on a database; others wait for it.
 * @throws AppError `unavailable` (retryable) where ClickHouse cannot be reached, `cancelled` once
 * the signal has fired; everything sent until then stays.
 */
export function syncOnce(options: SyncOptions): Promise<SyncPass> {
  const { pool, signal, maxExtents = MAX_EXTENTS, maxRows = MAX_ROWS } = options;
  return withPostgresLock(pool, 'sync', async () => {
    const pass = { synced: 0, refused: 0 };
    await recountAfterRestore(pool);
    for (let sent = 0; sent < maxExtents; sent += 1) {
      signal?.throwIfAborted();
      await planExtent(pool, { maxRows, maxBytes: MAX_BYTES });
      const extent = await readExtent(pool);
      if (!extent) break;
      await sendExtent(extent, { options, pass });
    }
    return pass;
  }).catch(orStopped(signal));
}

/**
 * Syncs until nothing is left to copy, pass after pass; returns the changes synced. Throws as
 * `syncOnce` does.
 */
export async function syncAll(options: SyncOptions): Promise<number> {
  let total = 0;
  for (;;) {
    const { synced, refused } = await syncOnce(options);
    if (synced + refused === 0) return total;
    total += synced;
  }
}

/** Sends a stored extent; one that ClickHouse refuses is halved, down to the row to put aside. */
async function sendExtent(
  extent: Extent,
  { options, pass }: { options: SyncOptions; pass: SyncPass },
): Promise<void> {
  const { pool, log } = options;
  try {
    await insertExtent(extent, options);
  } catch (error) {
    const reason = contentRefusal(error);
    if (reason === undefined) throw error;
    if (extent.rows > 1) return halveExtent(pool, extent);
    await putAside(pool, extent, reason);
    log.error({ ...extent.until, reason }, 'ClickHouse refused a change; see outbox_refused');
    pass.refused += 1;
    return;
  }
  await finishExtent(pool, extent);
  pass.synced += extent.rows;
}

async function insertExtent(
  { after, until, rows, jsonLines }: Extent,
  { clickhouse, signal }: SyncOptions,
): Promise<void> {
  if (rows === 0) return;
  const token = ['outbox', after.xid, after.seq, until.xid, until.seq].join(':');
  await insertBatch(clickhouse, {
    table: 'request',
    columns: REQUEST_COLUMNS,
    format: 'JSONEachRow',
    jsonLines,
    token,
    signal,
  });
  await noteLive(clickhouse, signal);
}
