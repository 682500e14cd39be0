/**
 * Waits for a result, which others may share, until the signal fires.
 * @throws the signal's reason where it fires first.
 */
export async function unlessAborted<T>(
  result: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([result, aborted.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
