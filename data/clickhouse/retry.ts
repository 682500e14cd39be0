import { isConnectionLost } from '../connection-lost.ts';
import { AppError } from '../errors.ts';
import { whileUnreachable } from '../retry.ts';

/** Waits between attempts: about six seconds in all, enough for a server to restart. */
const DELAYS_MS = [100, 200, 400, 800, 1600, 3200];

/**
 * Retries an idempotent `attempt`, after longer and longer waits, while ClickHouse cannot be
 * reached. Throws AppError `unavailable` (retryable) where it stays away, `cancelled` once `signal`
 * has fired, and whatever else the attempt threw as it is.
 */
export function withRetry<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  return whileUnreachable(attempt, { delaysMs: DELAYS_MS, signal }).catch((error: unknown) => {
    throw signal?.aborted ? cancelled(error) : readable(error);
  });
}

/** Throws what a question failed of: `cancelled` once the signal of who asked has fired. */
export function orCancelled(signal: AbortSignal | undefined): (error: unknown) => never {
  return (error) => {
    throw signal?.aborted ? cancelled(error) : error;
  };
}

function cancelled(cause: unknown): AppError {
  return new AppError('cancelled', 'The question was cancelled.', { cause });
}

/** Turns a lost connection or a timeout into an error that people can read. */
function readable(error: unknown): unknown {
  if (isConnectionLost(error)) return unavailable('The history cannot be reached.', error);
  if (error instanceof Error && error.message === 'Timeout error.') {
    return unavailable('The history took too long to answer.', error);
  }
  return error;
}

function unavailable(what: string, cause: unknown): AppError {
  const advice = 'Try again in a minute; if it persists, check that ClickHouse runs.';
  return new AppError('unavailable', `${what} ${advice}`, { retryable: true, cause });
}
