import type { RetrainingFacts } from '../../data/postgres/models/retraining-facts.ts';

const DAY_MS = 86_400_000;

/** A training that failed is tried again after a day, when there are other data. */
export const RETRAIN_AGAIN_MS = DAY_MS;

/**
 * Whether a training is due that nobody asked for: so many days after the last one, by whomever.
 * The first model is never trained unasked, as a history that is being imported is not whole.
 */
export function isRetrainingDue(
  { trainedAt, failedAt }: RetrainingFacts,
  { everyDays, now }: { everyDays: number; now: Date },
): boolean {
  if (everyDays === 0 || trainedAt === null) return false;
  const isOver = (since: Date, ms: number) => now.getTime() - since.getTime() >= ms;
  const mayTry = failedAt === null || isOver(failedAt, RETRAIN_AGAIN_MS);
  return mayTry && isOver(trainedAt, everyDays * DAY_MS);
}
