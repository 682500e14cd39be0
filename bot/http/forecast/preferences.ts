/** How long a caller wants to wait for an answer. */
export interface Waiting {
  waitMs: number;
  /** What of the caller's `Prefer` is followed, for `Preference-Applied`; undefined for nothing. */
  applied: string | undefined;
}

export interface WaitingLimits {
  /** Where the caller does not say. */
  defaultMs: number;
  maxMs: number;
}

/**
 * Reads from `Prefer` how long a caller waits for a forecast (RFC 7240): `wait=N` seconds, or not
 * at all with `respond-async`. What is not understood is no error.
 */
export function readWaiting(prefer: string | undefined, limits: WaitingLimits): Waiting {
  const preferences = (prefer ?? '').split(',').map((preference) => preference.trim());
  const waits = preferences.flatMap((preference) => {
    const { seconds } = /^wait\s*=\s*"?(?<seconds>\d{1,9})"?$/i.exec(preference)?.groups ?? {};
    return seconds === undefined ? [] : [Number(seconds)];
  });
  // The first counts where one is given twice.
  const [wanted] = waits;
  if (wanted !== undefined) {
    const waitMs = Math.min(wanted * 1_000, limits.maxMs);
    return { waitMs, applied: `wait=${waitMs / 1_000}` };
  }
  const isAsync = preferences.some((preference) => /^respond-async$/i.test(preference));
  return isAsync
    ? { waitMs: 0, applied: 'respond-async' }
    : { waitMs: limits.defaultMs, applied: undefined };
}
