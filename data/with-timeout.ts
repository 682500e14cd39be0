import { AppError } from './errors.ts';

/**
 * Puts a timeout on `work`: gives its result, or throws AppError `unavailable` where it is late.
 * The work itself is not stopped, and what becomes of it later is ignored.
 */
export async function withTimeout<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const message = `No answer within ${timeoutMs / 1000} s.`;
    late.reject(new AppError('unavailable', message, { retryable: true }));
  }, timeoutMs);
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
