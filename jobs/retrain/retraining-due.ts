import type { RetrainingFacts } from '../../data/postgres/models/retraining-facts.ts';

const DAY_MS = 86_400_000;

/** A training that failed is tried again after a day, when there are other data. */
const AGAIN_DAYS = 1;

/**
 * Whether a training is due that nobody asked for: so many days after the last one, by whomever.
 * The first model is never trained unasked, as a history that is being imported is not whole.
 */
export function isRetrainingDue(
  { trainedAt, failedAt }: RetrainingFacts,
  { everyDays, now }: { everyDays: number; now: Date },
): boolean {
  if (everyDays === 0 || trainedAt === null) return false;
  const isOver = (since: Date, days: number) => now.getTime() - since.getTime() >= days * DAY_MS;
  return isOver(trainedAt, everyDays) && (failedAt === null || isOver(failedAt, AGAIN_DAYS));
}
