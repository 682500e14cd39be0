import { AppError } from '../../data/errors.ts';
import { readableTrouble } from '../../data/server-trouble.ts';

/** Tries a job gets where its failure may pass, and the first pause, doubled each time. */
export const ATTEMPTS = 6;
export const FIRST_PAUSE_MS = 500;

/** Who misses a turn of a schedule that is slower than this waits too long for the next. */
export const SLOW_SCHEDULE_MS = 20 * 60_000;

/** True where the same job may succeed later without anybody changing anything. */
export function isRetryable(error: unknown): boolean {
  const trouble = readableTrouble(error);
  return trouble instanceof AppError && trouble.retryable;
}
