/**
 * Attempts at a job whose failure may pass, and the first pause before a retry, doubled each time.
 */
export const ATTEMPTS = 6;
export const FIRST_PAUSE_MS = 500;

/** Jobs of a schedule slower than this are retried: the next turn is too long to wait for. */
export const SLOW_SCHEDULE_MS = 20 * 60_000;
