import type { Day } from '../../data/calendar.ts';

const utc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });

/** British English alone has four letters for September. */
const written = (format: Intl.DateTimeFormat, day: Day) =>
  format
    .format(new Date(`${day}T00:00:00Z`))
    .replace('Sept', 'Sep')
    .replace(',', '');

const DAY_AND_MONTH = utc({ day: 'numeric', month: 'short' });
const WITH_YEAR = utc({ day: 'numeric', month: 'short', year: 'numeric' });
const MONTH_AND_YEAR = utc({ month: 'long', year: 'numeric' });
const WEEKDAY = utc({ weekday: 'long' });
const WITH_WEEKDAY = utc({ weekday: 'short', day: 'numeric', month: 'short' });

/** Formats a date without its year: `23 Nov`. */
export function shortDay(day: Day): string {
  return written(DAY_AND_MONTH, day);
}

/** Formats a date with its year: `23 Nov 2026`. */
export function longDay(day: Day): string {
  return written(WITH_YEAR, day);
}

/** `Mon 23 Nov`. */
export function weekdayAndDay(day: Day): string {
  return written(WITH_WEEKDAY, day);
}

/** `Monday`. */
export function weekdayName(day: Day): string {
  return written(WEEKDAY, day);
}

/** `November 2026` of `2026-11`. */
export function monthAndYear(month: string): string {
  return MONTH_AND_YEAR.format(new Date(`${month}-01T00:00:00Z`));
}
