import type { SyncLag } from '../sync/sync-lag.ts';
import type { Reading } from './process-metrics.ts';

/** Gauges of the sync lag: how far, in rows and seconds, the history is behind the live data. */
export function syncLagReading(readLag: () => Promise<Pick<SyncLag, 'backlog' | 'oldestWaitMs'>>) {
  return {
    gauges: {
      ducky_sync_backlog_rows: { help: 'Live rows not yet in the history' },
      ducky_sync_lag_seconds: { help: 'How long the oldest of them has waited' },
    },
    async read() {
      const { backlog, oldestWaitMs } = await readLag();
      return {
        ducky_sync_backlog_rows: [{ value: backlog }],
        ducky_sync_lag_seconds: [{ value: (oldestWaitMs ?? 0) / 1000 }],
      };
    },
  } satisfies Reading<string>;
}
