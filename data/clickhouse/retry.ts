import { isConnectionLost, isTooLate } from '../connection-lost.ts';
import { AppError } from '../errors.ts';
import { orCancelled } from '../or-cancelled.ts';
import { whileUnreachable } from '../retry.ts';
import { toAppError } from '../server-trouble.ts';

/** Waits between attempts: about six seconds in all, enough for a server to restart. */
const DELAYS_MS = [100, 200, 400, 800, 1600, 3200];

/**
 * Retries an idempotent `attempt`, after longer and longer waits, while ClickHouse cannot be
 * reached. Throws AppError `unavailable` (retryable) where it stays away or takes too long to answer,
 * `cancelled` once `signal` has fired, and whatever else the attempt threw as it is.
 */
export function withRetry<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  return whileUnreachable(attempt, { delaysMs: DELAYS_MS, signal })
    .catch((error: unknown) => {
      throw signal?.aborted ? error : readable(error);
    })
    .catch(orQuestionCancelled(signal));
}

/** Throws what a question failed of: `cancelled` once the signal of who asked has fired. */
export function orQuestionCancelled(signal: AbortSignal | undefined): (error: unknown) => never {
  return orCancelled(signal, 'The question was cancelled.');
}

/** Turns a lost connection or a timeout into an error that people can read. */
function readable(error: unknown): unknown {
  if (isTooLate(error)) return toAppError(error);
  if (!isConnectionLost(error)) return error;
  const advice = 'Try again in a minute; if it persists, check that ClickHouse runs.';
  return new AppError('unavailable', `The history cannot be reached. ${advice}`, {
    retryable: true,
    cause: error,
  });
}
