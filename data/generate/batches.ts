import { addDays, type Day } from '../calendar.ts';
import { type DayRows, sessionsOf } from './batch-parameters.ts';
import type { Market } from './market.ts';
import { sessionsFor } from './sessions.ts';

/** Bounds the memory of an insert: about half a million requests. */
export const SESSIONS_AT_ONCE = 200_000;

/** An insert takes little longer for some small days than for one, but its end is all one sees. */
const DAYS_AT_ONCE = 8;
/** Bounds the choices of a batch: it has a set of them for every day of every stratum. */
const STRATA_AT_ONCE = 4000;

/**
 * The days of which rows are missing, in batches to insert. A batch lies within a month, which is
 * a partition of the history, so that it is there as a whole or not at all; only a day too large
 * for one insert, a batch of its own, can be there in part. Days are together by the calendar, and
 * only once the last such day is asked for and while none is there: whenever an interrupted history
 * is continued, its batches, and thus their tokens, are the same.
 */
export function missingBatches(
  days: readonly DayRows[],
  { market, present }: { market: Market; present: ReadonlyMap<Day, number> },
): DayRows[][] {
  const groups = Map.groupBy(days, ({ day }) => groupOf(day, market));
  return [...groups].flatMap(([group, wanted]) => {
    const missing = wanted.filter(({ day, rows }) => rows > 0 && rows !== present.get(day));
    const next = addDays(wanted.at(-1)?.day as Day, 1);
    const isWhole = missing.length === wanted.length && groupOf(next, market) !== group;
    const fits = sessionsOf(missing) <= SESSIONS_AT_ONCE;
    return isWhole && fits ? [missing] : missing.map((day) => [day]);
  });
}

/** Days of a month with the same group can be inserted together. */
function groupOf(day: Day, { strata, rowsPerDay }: Market): string {
  const most = Math.min(
    ...[DAYS_AT_ONCE, STRATA_AT_ONCE / strata.length, SESSIONS_AT_ONCE / sessionsFor(rowsPerDay)],
  );
  const length = Math.max(1, Math.floor(most));
  const [year, month, ofMonth] = day.split('-');
  return [year, month, Math.ceil(Number(ofMonth) / length)].join('-');
}
