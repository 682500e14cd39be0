import type { Job as BullJob } from 'bullmq';

import type { Reading, Sample } from '../../data/metrics/process-metrics.ts';
import type { JobName } from '../contract.ts';
import { FIRST_PAUSE_MS } from './retry.ts';

const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** How many jobs of one name there are, and how long the oldest waiting one has waited. */
export interface QueueDepth {
  name: JobName;
  counts: Readonly<Record<(typeof STATES)[number], number>>;
  /** 0 where none waits. */
  oldestWaitMs: number;
}

/** The part of a BullMQ queue that its depth is read from. */
interface CountedQueue {
  getJobCounts(...states: (typeof STATES)[number][]): Promise<Record<string, number>>;
  getWaiting(start: number, end: number): Promise<WaitingJob[]>;
}

type WaitingJob = Pick<BullJob, 'timestamp' | 'processedOn' | 'attemptsMade' | 'opts'>;

/**
 * Counts the jobs of one queue by state, and measures how long the oldest waiting one has waited.
 */
export async function readDepth(
  name: JobName,
  queue: CountedQueue,
  nowMs: number,
): Promise<QueueDepth> {
  const [counts, [oldest]] = await Promise.all([
    queue.getJobCounts(...STATES),
    queue.getWaiting(0, 0),
  ]);
  const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
  return {
    name,
    counts: { waiting, active, delayed, failed },
    oldestWaitMs: oldest ? Math.max(0, nowMs - dueMs(oldest)) : 0,
  };
}

/**
 * Since when a waiting job could have been taken. BullMQ forgets a pause once it is over, and does
 * not write down when an attempt ended: what the last one took counts as waiting.
 */
function dueMs({ timestamp, processedOn, attemptsMade, opts }: WaitingJob): number {
  if (attemptsMade === 0 || processedOn === undefined) return timestamp + (opts.delay ?? 0);
  return processedOn + FIRST_PAUSE_MS * 2 ** (attemptsMade - 1);
}

/** The Prometheus gauges of the queues: jobs by name and state, and the wait of the oldest. */
export function queueReading(readDepths: () => Promise<readonly QueueDepth[]>) {
  return {
    gauges: {
      ducky_queue_jobs: { help: 'Jobs by name and state', labels: ['name', 'state'] },
      ducky_queue_oldest_wait_seconds: {
        help: 'How long the oldest waiting job of the name has waited',
        labels: ['name'],
      },
    },
    async read() {
      const depths = await readDepths();
      return {
        ducky_queue_jobs: depths.flatMap(samplesOf),
        ducky_queue_oldest_wait_seconds: depths.map(({ name, oldestWaitMs }) => ({
          labels: { name },
          value: oldestWaitMs / 1000,
        })),
      };
    },
  } satisfies Reading<string>;
}

function samplesOf({ name, counts }: QueueDepth): Sample[] {
  return STATES.map((state) => ({ labels: { name, state }, value: counts[state] }));
}
