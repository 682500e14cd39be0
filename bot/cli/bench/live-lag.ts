import { setTimeout as sleep } from 'node:timers/promises';

import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import { z } from 'zod';

import type { Figure } from '../../../data/bench/figure.ts';
import { type BenchOptions, withServers } from '../../../data/bench/servers.ts';
import { queryRow } from '../../../data/clickhouse/run.ts';
import { openRtbReader } from '../../../data/openrtb/read-request.ts';
import { sampleLines } from '../../../data/openrtb/sample-lines.ts';
import { acceptLiveRequests } from '../../../data/postgres/live-requests.ts';
import { openQueues } from '../../../jobs/queue.ts';
import { syncRules } from '../../../jobs/sync/sync.ts';
import { startSyncTrigger } from '../../../jobs/sync/sync-trigger.ts';
import { quantile } from './quantile.ts';

const TODAY = '2026-06-30';
const LINES = 200;
const EVERY_MS = 50;
const LOOK_EVERY_MS = 10;
const GRACE_MS = 3_600_000;

interface Stores {
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
}

/**
 * Measures the sync lag, how long until a live request stored in Postgres is in ClickHouse's
 * history; synced as by a worker.
 */
export function benchLiveLag(options: BenchOptions): Promise<Figure[]> {
  return withServers('live', options, async ({ pool, clickhouse, databaseUrl }) => {
    const { log } = options;
    const queues = await openQueues({ databaseUrl, log });
    const processor = syncRules({ pool, clickhouse, graceMs: GRACE_MS, log });
    await queues.startWorker('sync', { processor, concurrency: 1 });
    const stopTrigger = await startSyncTrigger({ pool, queues, log });
    try {
      const lags = await measureLags({ pool, clickhouse }, options);
      const name = 'until the history has a live request';
      return [
        { name: `${name}, p50`, value: quantile(lags, 0.5), unit: 'ms' },
        { name: `${name}, p95`, value: quantile(lags, 0.95), unit: 'ms', goal: { atMost: 2_000 } },
      ];
    } finally {
      await stopTrigger();
      await queues.close();
    }
  });
}

/** Milliseconds from when Postgres had each row to when ClickHouse has it; rows arrive in order. */
async function measureLags(stores: Stores, options: BenchOptions): Promise<number[]> {
  const before = await rowsOf(stores.clickhouse);
  const acceptedMs: number[] = [];
  const arrivedMs: number[] = [];
  let isAccepting = true;
  const acceptAll = async () => {
    for await (const rows of acceptOneByOne(stores, options)) {
      acceptedMs.push(...rows.map(() => performance.now()));
    }
    isAccepting = false;
  };
  const watch = async () => {
    while (isAccepting || arrivedMs.length < acceptedMs.length) {
      const arrived = (await rowsOf(stores.clickhouse)) - before;
      while (arrivedMs.length < arrived) arrivedMs.push(performance.now());
      await sleep(LOOK_EVERY_MS, undefined, { signal: options.signal });
    }
  };
  await Promise.all([acceptAll(), watch()]);
  return arrivedMs.map((atMs, index) => atMs - (acceptedMs[index] ?? Number.NaN));
}

/** Stores sample bid requests one by one, and gives the rows of each once Postgres has them. */
async function* acceptOneByOne({ pool }: Stores, { onProgress, signal }: BenchOptions) {
  const read = openRtbReader({ userHashKey: 'live', timeZone: 'UTC', today: () => TODAY });
  const lines = sampleLines({ lines: LINES, seed: Date.now(), first: TODAY, last: TODAY });
  let accepted = 0;
  for (const line of lines) {
    const rows = read(line);
    await acceptLiveRequests(pool, rows);
    yield rows;
    accepted += 1;
    onProgress('Accepting live requests one by one', accepted / LINES);
    await sleep(EVERY_MS, undefined, { signal });
  }
}

async function rowsOf(clickhouse: ClickHouseClient): Promise<number> {
  const row = z.object({ rows: z.number() });
  return (await queryRow(clickhouse, { query: 'SELECT count() AS rows FROM request', row })).rows;
}
