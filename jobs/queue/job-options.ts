import type { JobsOptions } from 'bullmq';

import { ATTEMPTS, FIRST_PAUSE_MS } from './retry.ts';

/** How many failed jobs of one name are kept, and how many are deleted at once. */
export const KEPT = 1_000;

/** How long failed jobs are kept. */
export const KEEP_FAILED_S = 7 * 24 * 3_600;

/**
 * What every job is added with: retries with exponential backoff, and how long it is kept after
 * it failed.
 */
export const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
  // The answer is stored elsewhere; on Postgres, each job that ends looks through those kept.
  removeOnComplete: true,
  removeOnFail: { count: KEPT, age: KEEP_FAILED_S },
} satisfies JobsOptions;

/** A job that is retried after it gave up has all its attempts again. */
export const AS_NEW = { resetAttemptsMade: true, resetAttemptsStarted: true };
