import type { Clock } from './calendar.ts';

/**
 * Reads at most once in `maxAgeMs`, and never twice at once: of many who ask meanwhile, one reads
 * for all. A failure is not kept.
 */
export function recent<T>(
  read: () => Promise<T>,
  { maxAgeMs, clock }: { maxAgeMs: number; clock: Clock },
): () => Promise<T> {
  let kept: { atMs: number; value: Promise<T>; isPending: boolean } | undefined;
  return () => {
    const atMs = clock().getTime();
    if (kept && (kept.isPending || atMs - kept.atMs < maxAgeMs)) return kept.value;
    const reading = { atMs, value: read(), isPending: true };
    kept = reading;
    reading.value.then(
      () => {
        reading.isPending = false;
      },
      () => {
        kept = undefined;
      },
    );
    return reading.value;
  };
}
