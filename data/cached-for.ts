import type { Clock } from './calendar.ts';

export interface RecentOptions {
  /** No finished reading serves that began longer ago; one under way serves whoever asks meanwhile. */
  maxAgeMs: number;
  /** Age at which the next reading begins behind the answers; only when it is needed unless given. */
  renewAfterMs?: number;
  clock: Clock;
}

interface Reading<T> {
  atMs: number;
  value: Promise<T>;
  isPending: boolean;
}

/**
 * Caches the result of `read` for a time: reads at most once in `maxAgeMs`, or `renewAfterMs`, and
 * never twice at once: of many who ask meanwhile, one reads for all. A failure is told to those who
 * wait for it, and not kept.
 */
export function cachedFor<T>(
  read: () => Promise<T>,
  { maxAgeMs, renewAfterMs = maxAgeMs, clock }: RecentOptions,
): () => Promise<T> {
  let kept: Reading<T> | undefined;
  let latest: Reading<T> | undefined;
  const begin = (atMs: number) => {
    const reading = { atMs, value: read(), isPending: true };
    latest = reading;
    reading.value.then(
      () => {
        reading.isPending = false;
        kept = reading;
      },
      () => {
        latest = kept;
      },
    );
    return reading;
  };
  return () => {
    const atMs = clock().getTime();
    const isOlder = (reading: Reading<T>, limitMs: number) => {
      const ageMs = atMs - reading.atMs;
      // A clock that was set back says nothing of the age of what was read before.
      return ageMs < 0 || ageMs >= limitMs;
    };
    const current =
      latest && (latest.isPending || !isOlder(latest, renewAfterMs)) ? latest : begin(atMs);
    return (kept && !isOlder(kept, maxAgeMs) ? kept : current).value;
  };
}
