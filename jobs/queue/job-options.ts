import type { JobsOptions } from 'bullmq';

import { ATTEMPTS, FIRST_PAUSE_MS } from './retry.ts';

/** How many finished jobs of one name are kept, and how many are deleted at once. */
export const KEPT = 1_000;

/** How long finished jobs are kept: those that succeeded, and those that failed. */
export const KEEP_DONE_S = 24 * 3_600;
export const KEEP_FAILED_S = 7 * 24 * 3_600;

/**
 * What every job is added with: retries with exponential backoff, and how long it is kept after.
 */
export const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
  removeOnComplete: { count: KEPT, age: KEEP_DONE_S },
  removeOnFail: { count: KEPT, age: KEEP_FAILED_S },
} satisfies JobsOptions;

/** A job that is retried after it gave up has all its attempts again. */
export const AS_NEW = { resetAttemptsMade: true, resetAttemptsStarted: true };
