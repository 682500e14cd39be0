import { addDays, type Day } from '../calendar.ts';
import { RowRejected } from '../row-rejected.ts';

const FIRST_DAY: Day = '1990-01-01';

/** Rejects a row of a day before 1990 or in the future (RowRejected); tomorrow is let pass. */
export function checkDay(day: Day, lastDay: Day): void {
  if (day >= FIRST_DAY && day <= lastDay) return;
  throw new RowRejected('date before 1990 or in the future');
}

/** The last day a row may be of: clocks differ, and so do time zones. */
export function lastDayAt(today: Day): Day {
  return addDays(today, 1);
}
