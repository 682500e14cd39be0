/** Outside of threads, what was asked longer ago is another matter. */
export const MEMORY_MS = 3_600_000;

/** In a thread, what was asked longer ago is. */
export const THREAD_MEMORY_MS = 30 * 24 * 3_600_000;
