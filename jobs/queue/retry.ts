/** Tries a job gets where its failure may pass, and the first pause, doubled each time. */
export const ATTEMPTS = 6;
export const FIRST_PAUSE_MS = 500;

/** Who misses a turn of a schedule that is slower than this waits too long for the next. */
export const SLOW_SCHEDULE_MS = 20 * 60_000;
