const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * An AbortSignal that fires when this process is asked to end: Ctrl-C, SIGTERM, a closed terminal,
 * or the death of the launcher that started it. A second request does not interrupt the first.
 */
export function stopRequest(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of SIGNALS) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
  return controller.signal;
}

/** A terminal and npm each pass on the same Ctrl-C: what comes within this is one request. */
const SAME_REQUEST_MS = 500;

export interface AskedAgainOptions {
  /** A steady clock, in milliseconds. */
  nowMs?: () => number;
  /** Ends the process, with exit code 1 unless given. */
  end?: () => void;
}

/**
 * Ends this process at once at a second Ctrl-C or SIGTERM, when it is asked to end again after
 * `asked` has fired.
 */
export function endWhenAskedAgain(
  asked: AbortSignal,
  { nowMs = () => performance.now(), end = () => process.exit(1) }: AskedAgainOptions = {},
): void {
  void aborted(asked).then(() => {
    const askedAtMs = nowMs();
    const askAgain = () => {
      if (nowMs() - askedAtMs > SAME_REQUEST_MS) end();
    };
    for (const signal of SIGNALS) process.on(signal, askAgain);
  });
}

/** Resolves once the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}
