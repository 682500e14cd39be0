import type { LiveRequest } from '../live-request.ts';
import { openRtbReader } from '../openrtb/read-request.ts';
import { sampleLines } from '../openrtb/sample-lines.ts';
import { acceptLiveRequests } from '../postgres/live-requests.ts';
import { syncAll } from '../sync/sync-once.ts';
import type { Figure } from './figure.ts';
import { elapsedMs } from './median-ms.ts';
import { type BenchOptions, type BenchServers, withServers } from './servers.ts';

const TODAY = '2026-06-30';
const ROWS = 200_000;
const BATCH = 5000;
const ROWS_PER_S = 20_000;

/** Benchmarks live requests: how fast they are taken in, and synced to ClickHouse. */
export function benchSync(options: BenchOptions): Promise<Figure[]> {
  return withServers('sync', options, async (servers) => {
    const acceptMs = await elapsedMs(() => acceptAll({ ...options, ...servers }));
    options.onProgress('Syncing live requests', null);
    const syncMs = await elapsedMs(() => syncAll({ ...options, ...servers }));
    return [
      { name: 'accepting live requests', value: (ROWS / acceptMs) * 1000, unit: 'rows/s' },
      {
        name: 'syncing them',
        ...{ value: (ROWS / syncMs) * 1000, unit: 'rows/s', goal: { atLeast: ROWS_PER_S } },
      },
    ];
  });
}

async function acceptAll({ pool, onProgress, signal }: BenchOptions & BenchServers) {
  const read = openRtbReader({
    userHashKey: 'a key for live requests that are made up',
    timeZone: 'UTC',
    today: () => TODAY,
  });
  let batch: LiveRequest[] = [];
  let accepted = 0;
  const lines = sampleLines({ lines: ROWS, seed: Date.now(), first: TODAY, last: TODAY });
  for (const line of lines) {
    batch.push(...read(line));
    if (batch.length < BATCH) continue;
    signal.throwIfAborted();
    await acceptLiveRequests(pool, batch);
    accepted += batch.length;
    onProgress('Accepting live requests', accepted / ROWS);
    batch = [];
  }
}
