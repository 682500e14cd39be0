import { Counter, Histogram, type Registry } from 'prom-client';

import type { ProcessMetrics } from '../../data/metrics/process-metrics.ts';
import type { Answer } from './answers.ts';
import type { LiveIntake } from './live/ingest-lines.ts';

/** Past the longest that a caller may wait for a forecast, and with the goals of answers among them. */
const BUCKETS_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 3, 5, 10, 30, 60];

/** What the HTTP interface counts for Prometheus. */
export interface HttpMetrics {
  answered(answer: Answer): void;
  rejectedLines(lines: number): void;
  /** The same intake, its stored rows counted. */
  counting(intake: LiveIntake): LiveIntake;
}

/** Registers the Prometheus metrics of the HTTP interface: requests, durations and live rows. */
export function httpMetrics({ registry }: ProcessMetrics): HttpMetrics {
  const liveRows = new Counter({
    name: 'ducky_live_rows_total',
    help: 'Live requests by what became of them; a rejected line counts as one',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of ['accepted', 'updated', 'duplicate', 'rejected']) {
    liveRows.inc({ outcome }, 0);
  }
  return {
    answered: answerMetrics(registry),
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

/** Counts HTTP requests by method, route and status, and observes how long each took. */
function answerMetrics(registry: Registry): HttpMetrics['answered'] {
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
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return ({ method, route, status, seconds: taken }) => {
    requests.inc({ method, route, status });
    seconds.observe({ route }, taken);
  };
}
