/** Timeout for reading the words of a submitted modal: Slack waits 3 s for its answer. */
export const READING_TIMEOUT_MS = 2_000;
