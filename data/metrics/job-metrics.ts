import { Histogram, type Registry } from 'prom-client';

/** From a report, which takes milliseconds, to generating a history, which may take an hour. */
const BUCKETS_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 1_800, 3_600];

/** One attempt at a job, which has ended. */
export interface EndedAttempt {
  name: string;
  /** `failed`: for this time; it may be tried again. */
  outcome: 'done' | 'failed';
  seconds: number;
}

export type OnAttempt = (attempt: EndedAttempt) => void;

/** Measures attempts at jobs as a Prometheus histogram: how long they take, whether they fail. */
export function jobMetrics(registry: Registry): OnAttempt {
  const seconds = new Histogram({
    name: 'ducky_job_seconds',
    help: 'Time that an attempt at a job took, by the name of the job and how it ended',
    labelNames: ['name', 'outcome'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return ({ name, outcome, seconds: taken }) => seconds.observe({ name, outcome }, taken);
}
