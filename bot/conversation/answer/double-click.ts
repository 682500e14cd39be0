import type { DedupeKeys } from '../deduplication.ts';

/** Clicks of one person on one button that are closer together are a double click. */
const WINDOW_MS = 3_000;

/** Whether a click is a repeat of one that was taken a moment ago, by a double click or by Slack. */
export function isRepeatedClick(
  seen: DedupeKeys,
  { key, atMs }: { key: string; atMs: number },
): boolean {
  const window = Math.floor(atMs / WINDOW_MS);
  const isFirst = seen.add(`${key}:${window}`);
  // A click late in this window may be followed by its twin early in the next.
  seen.add(`${key}:${window + 1}`);
  return !isFirst;
}
