import { setTimeout as sleep } from 'node:timers/promises';

import { isConnectionLost } from './connection-lost.ts';

export interface RetryOptions {
  /** Waits between attempts; one attempt more than there are waits. */
  delaysMs: readonly number[];
  signal?: AbortSignal | undefined;
}

/**
 * Retries an idempotent `attempt`, after a wait each time, while its server cannot be reached.
 * Throws the last error where it stays away, any other error at once, and tries no more once the
 * signal has fired.
 */
export async function whileUnreachable<T>(
  attempt: () => Promise<T>,
  { delaysMs, signal }: RetryOptions,
): Promise<T> {
  for (const delayMs of delaysMs) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted || !isConnectionLost(error)) throw error;
    }
    await sleep(delayMs);
  }
  signal?.throwIfAborted();
  return attempt();
}
