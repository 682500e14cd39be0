/** How long one training may take. */
export const TRAINING_TIMEOUT_MS = 30 * 60_000;
