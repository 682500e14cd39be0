import { setTimeout as sleep } from 'node:timers/promises';

import { isConnectionLost } from '../connection-lost.ts';
import { AppError } from '../errors.ts';

/** Waits between attempts: about twelve seconds in all, enough for a server to restart. */
const DELAYS_MS = [100, 200, 400, 800, 1_600, 3_200, 6_400];

/**
 * Runs an idempotent `attempt` again while Postgres cannot be reached.
 * @throws AppError `unavailable` (retryable) where it stays away; other errors as they are.
 */
export async function withPostgresRetry<T>(attempt: () => Promise<T>): Promise<T> {
  for (const delayMs of DELAYS_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
    }
    await sleep(delayMs);
  }
  return attempt().catch((cause: unknown) => {
    if (!isConnectionLost(cause)) throw cause;
    throw new AppError('unavailable', 'The database cannot be reached. Try again in a minute.', {
      retryable: true,
      cause,
    });
  });
}
