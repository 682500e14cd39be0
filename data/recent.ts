import type { Clock } from './calendar.ts';

/** Reads at most once in `maxAgeMs`: of many who ask at once, one reads for all. A failure is not kept. */
export function recent<T>(
  read: () => Promise<T>,
  { maxAgeMs, clock }: { maxAgeMs: number; clock: Clock },
): () => Promise<T> {
  let kept: { atMs: number; value: Promise<T> } | undefined;
  return () => {
    const atMs = clock().getTime();
    if (kept && atMs - kept.atMs < maxAgeMs) return kept.value;
    const reading = { atMs, value: read() };
    kept = reading;
    reading.value.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.value;
  };
}
