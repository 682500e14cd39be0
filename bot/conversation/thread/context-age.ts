/**
 * How far back an earlier request or question counts as context outside of threads; what was asked
 * longer ago is another matter.
 */
export const MEMORY_MS = 3_600_000;

/** How far back earlier questions count as context in a thread. */
export const THREAD_MEMORY_MS = 30 * 24 * 3_600_000;
