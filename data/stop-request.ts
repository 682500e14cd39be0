/**
 * An AbortSignal that fires when this process is asked to end: Ctrl-C, SIGTERM, a closed terminal,
 * or the death of the launcher that started it. A second request does not interrupt the first.
 */
export function stopRequest(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
  return controller.signal;
}

/** Waits for the signal. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}
