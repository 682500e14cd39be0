import { addDays, type Day, daysBetween } from '../../../data/calendar.ts';
import type { Flight } from '../../../data/plan.ts';
import type { ReadingContext } from '../../reading.ts';

const DEFAULT_DAYS = 14;

/** The default flight where the text names none, and the sentence that says so. */
export function defaultFlight(today: Day): { flight: Flight; assumption: string } {
  return {
    flight: { start: addDays(today, 1), end: addDays(today, DEFAULT_DAYS) },
    assumption: `No flight named, so the next ${DEFAULT_DAYS} days.`,
  };
}

/** Where a flight begins and how long it is, unless the text says so. */
export interface UsualFlight {
  start: Day;
  days: number;
  /** Said of a flight that takes the usual start. */
  assumptions: string[];
}

/**
 * The default start and length of a flight. A follow-up keeps the start of the plan before it, if
 * that is still to come, and its length.
 */
export function usualFlight({ today, previous }: ReadingContext): UsualFlight {
  const before = previous?.flight;
  const days = before ? daysBetween(before.start, before.end) + 1 : DEFAULT_DAYS;
  if (before && before.start >= today) return { start: before.start, days, assumptions: [] };
  return {
    start: addDays(today, 1),
    days,
    assumptions: ['No start named, so from tomorrow.'],
  };
}
