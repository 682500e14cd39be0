import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

import type { SyncLag } from '../../data/sync/sync-lag.ts';
import { within } from '../../data/within.ts';
import type { LiveDoor } from './take-lines.ts';

/** A reading must end before Prometheus gives up on it, after 10 s. */
const LAG_TIMEOUT_MS = 3_000;

/** How far the history is behind the live data. */
export type ReadLag = () => Promise<Pick<SyncLag, 'backlog' | 'oldestWaitMs'>>;

/** What this process tells Prometheus. */
export interface Metrics {
  /** In Prometheus's text format, read now. */
  text(): Promise<string>;
  contentType: string;
  answered(answer: { method: string; route: string; status: string; seconds: number }): void;
  rejectedLines(lines: number): void;
  /** The same door, its stored rows counted. */
  counting(door: LiveDoor): LiveDoor;
}

/** Metrics of a process; `readLag` is asked at each reading, and may fail. */
export function createMetrics(readLag: ReadLag): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const liveRows = new Counter({
    name: 'ducky_live_rows_total',
    help: 'Live requests by what became of them; a rejected line counts as one',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of ['accepted', 'updated', 'duplicate', 'rejected']) {
    liveRows.inc({ outcome }, 0);
  }
  const answers = answerMetrics(registry);
  const updateLag = lagGauges(registry, readLag);
  return {
    async text() {
      await updateLag();
      return registry.metrics();
    },
    contentType: registry.contentType,
    answered: answers,
    rejectedLines: (lines) => liveRows.inc({ outcome: 'rejected' }, lines),
    counting: ({ read, accept }) => ({
      read,
      async accept(requests) {
        const stored = await accept(requests);
        liveRows.inc({ outcome: 'accepted' }, stored.accepted);
        liveRows.inc({ outcome: 'updated' }, stored.updated);
        liveRows.inc({ outcome: 'duplicate' }, stored.duplicates);
        return stored;
      },
    }),
  };
}

function answerMetrics(registry: Registry): Metrics['answered'] {
  const requests = new Counter({
    name: 'ducky_http_requests_total',
    help: 'HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'ducky_http_request_seconds',
    help: 'Time to answer',
    labelNames: ['route'],
    registers: [registry],
  });
  return ({ method, route, status, seconds: taken }) => {
    requests.inc({ method, route, status });
    seconds.observe({ route }, taken);
  };
}

/** Two gauges that are absent while the lag cannot be read: a stale figure would reassure. */
function lagGauges(registry: Registry, readLag: ReadLag): () => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const backlog = gauge('ducky_sync_backlog_rows', 'Live rows not yet in the history');
  const lag = gauge('ducky_sync_lag_seconds', 'How long the oldest of them has waited');
  return async () => {
    backlog.remove();
    lag.remove();
    const found = await within(LAG_TIMEOUT_MS, readLag).catch(() => undefined);
    if (!found) return;
    backlog.set(found.backlog);
    lag.set((found.oldestWaitMs ?? 0) / 1000);
  };
}
