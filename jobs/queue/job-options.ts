import type { JobsOptions } from 'bullmq';

import { ATTEMPTS, FIRST_PAUSE_MS } from './retry.ts';

/** Finished jobs of one name that are kept, and forgotten at once. */
export const KEPT = 1_000;

/** How long finished jobs are kept: those that succeeded, and those that failed. */
export const KEEP_DONE_S = 24 * 3_600;
export const KEEP_FAILED_S = 7 * 24 * 3_600;

/** What every job is added with. */
export const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
  removeOnComplete: { count: KEPT, age: KEEP_DONE_S },
  removeOnFail: { count: KEPT, age: KEEP_FAILED_S },
} satisfies JobsOptions;

/** What gave up has all its attempts again. */
export const AS_NEW = { resetAttemptsMade: true, resetAttemptsStarted: true };
