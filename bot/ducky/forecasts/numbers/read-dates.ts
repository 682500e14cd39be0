import { monthNumber } from '../../../../prompts/reader/flight/months.ts';
import type { Claim } from './claim.ts';

const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?(?![\\d\\p{L}])';
/** `23`, `1-7`, `5, 6 and 7`. */
const DAYS = `(${DAY}(?:\\s?(?:[-–]|,|to|and|or|until|through)\\s?${DAY}){0,6})`;
const YEAR = '(?:,?\\s(\\d{4})(?![\\d\\p{L}%]|[.,]\\d))?';
/** Behind a month and a number: that the number counts something else. */
const COUNTS =
  '(?![\\d%]|[.,:]\\d|\\s?(?:%|percent|hundred|thousand|lakh|million|crore|billion|k\\b|m\\b))';

const ISO =
  /(?<![\w-])(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?(?:\.\d{1,9})?Z?)?(?![\w-])/g;
const ISO_MONTH = /(?<![\w-])(\d{4}-(?:0[1-9]|1[0-2]))(?![\w-])/g;
const DAY_FIRST = new RegExp(`(?<![\\d.,:])${DAYS}\\s(?:of\\s)?${MONTH}${YEAR}`, 'gu');
const MONTH_FIRST = new RegExp(`\\b${MONTH}\\s(?:the\\s)?${DAYS}${COUNTS}${YEAR}`, 'gu');
const MONTH_ALONE = new RegExp(`\\b${MONTH},?\\s(\\d{4})(?![\\d\\p{L}%]|[.,]\\d)`, 'gu');
const CLOCK = /(?<![\d:.,])(\d{1,2}:\d{2})(?![\d:%]|[.,]\d)/g;

type Readings = [pattern: RegExp, read: (groups: readonly (string | undefined)[]) => Claim[]][];

/** The patterns that parse dates and times of day, in the order in which they are tried. */
export const DATE_READINGS: Readings = [
  [ISO, ([date, time]) => [...dateClaim(date ?? ''), ...(time ? clockClaim(time) : [])]],
  [ISO_MONTH, ([month]) => dateClaim(month ?? '')],
  [DAY_FIRST, ([days, month, year]) => daysIn(days, month, year)],
  [MONTH_FIRST, ([month, days, year]) => daysIn(days, month, year)],
  [MONTH_ALONE, ([month, year]) => dateClaim(`${year}-${twoDigits(month)}`)],
  [CLOCK, ([time]) => clockClaim(time ?? '')],
];

function daysIn(days = '', month?: string, year?: string): Claim[] {
  return (days.match(/\d+/g) ?? []).flatMap((day) =>
    dateClaim(`${year ? `${year}-` : ''}${twoDigits(month)}-${day.padStart(2, '0')}`),
  );
}

function twoDigits(month = ''): string {
  return String(monthNumber(month.toLowerCase())).padStart(2, '0');
}

function dateClaim(date: string): Claim[] {
  return [{ kind: 'date', date }];
}

function clockClaim(time: string): Claim[] {
  return [{ kind: 'clock', time: time.padStart(5, '0') }];
}
