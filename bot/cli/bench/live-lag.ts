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
async function measureLags({ pool, clickhouse }: Stores, options: BenchOptions): Promise<number[]> {
  const { onProgress, signal } = options;
  const before = await rowsOf(clickhouse);
  const requests = sampleRequests();
  const expected = requests.flat().length;
  const acceptedMs: number[] = [];
  const arrivedMs: number[] = [];
  const acceptOneByOne = async () => {
    for (const [index, rows] of requests.entries()) {
      await acceptLiveRequests(pool, rows);
      acceptedMs.push(...rows.map(() => performance.now()));
      onProgress('Accepting live requests one by one', (index + 1) / requests.length);
      await sleep(EVERY_MS, undefined, { signal });
    }
  };
  const watch = async () => {
    while (arrivedMs.length < expected) {
      const arrived = (await rowsOf(clickhouse)) - before;
      while (arrivedMs.length < arrived) arrivedMs.push(performance.now());
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  };
  await Promise.all([acceptOneByOne(), watch()]);
  return arrivedMs.map((atMs, index) => atMs - (acceptedMs[index] ?? Number.NaN));
}

/** The rows of sample bid requests, a list a request. */
function sampleRequests() {
  const read = openRtbReader({ userHashKey: 'live', timeZone: 'UTC', today: () => TODAY });
  const lines = sampleLines({ lines: LINES, seed: Date.now(), first: TODAY, last: TODAY });
  return Array.from(lines, read);
}

async function rowsOf(clickhouse: ClickHouseClient): Promise<number> {
  const row = z.object({ rows: z.number() });
  return (await queryRow(clickhouse, { query: 'SELECT count() AS rows FROM request', row })).rows;
}
