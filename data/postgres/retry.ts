import { isConnectionLost } from '../connection-lost.ts';
import { AppError } from '../errors.ts';
import { whileUnreachable } from '../retry.ts';

/** Waits between attempts: about twelve seconds in all, enough for a server to restart. */
const DELAYS_MS = [100, 200, 400, 800, 1_600, 3_200, 6_400];

/** SQLSTATEs of a server that does not let us in: role, password or database are wrong. */
const REFUSALS = new Set(['28000', '28P01', '3D000']);

/**
 * Retries an idempotent `attempt` while Postgres cannot be reached, as while it restarts.
 * @throws AppError `unavailable` where it stays away (retryable) or does not let us in; other
 * errors as they are.
 */
export function withPostgresRetry<T>(attempt: () => Promise<T>): Promise<T> {
  return whileUnreachable(attempt, { delaysMs: DELAYS_MS }).catch((error: unknown) => {
    throw readable(error);
  });
}

/** A lost connection, or a refused login, as an error that says what to do; any other as it is. */
function readable(error: unknown): unknown {
  if (isConnectionLost(error)) {
    const advice = 'Try again in a minute; if it persists, check that PostgreSQL runs.';
    return new AppError('unavailable', `The database cannot be reached. ${advice}`, {
      retryable: true,
      cause: error,
    });
  }
  if (error instanceof Error && 'code' in error && REFUSALS.has(String(error.code))) {
    const what = `The database refuses us: ${error.message}.`;
    return new AppError('unavailable', `${what} Correct DATABASE_URL.`, { cause: error });
  }
  return error;
}
