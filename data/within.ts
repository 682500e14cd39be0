import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from './errors.ts';

/**
 * What `work` gives, if it does so in time; else throws AppError `unavailable`. The work itself is
 * not stopped, and what becomes of it later is ignored.
 */
export async function within<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const timer = new AbortController();
  const running = work();
  running.catch(() => undefined);
  const late = sleep(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new AppError('unavailable', `No answer within ${timeoutMs / 1000} s.`, {
      retryable: true,
    });
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([running, late]);
  } finally {
    timer.abort();
  }
}
