import { addDays, type Day, daysBetween, isDay } from '../../../data/calendar.ts';
import { quote } from '../clean.ts';
import { ask, type Finding } from '../finding.ts';
import type { UnreadText } from '../unread-text.ts';
import type { DateRange } from './date-range.ts';
import { findDates, type WrittenDate } from './dates.ts';
import { yearOf } from './months.ts';

const LEAD =
  /\b(?:(?<open>from|starting|starts|start|beginning|begins|after)|(?<until>until|till|through|ending|ends|end|by|up\s+to|to)|between|on)(?:\s+on)?\s+(?:the\s+)?$/;
const BETWEEN = /^\s*(?:to|until|till|through|and|-)\s*(?:the\s+)?$/;
/** Characters before a date that can lead it in. */
const LEAD_LENGTH = 30;
/** A range said without years may run into the next one, but not for longer than this. */
const MAX_DAYS_ACROSS_NEW_YEAR = 183;

export interface DatedSpans {
  found: DateRange[];
  problem?: Finding;
}

interface Calendar {
  today: Day;
  /** Where a flight begins of which only the end is said. */
  firstDay: Day;
}

/** Parses dates and ranges of dates: 'Dec 1 to Dec 14', 'from Monday', 'until 2026-12-31'. */
export function takeDates(text: UnreadText, { today, firstDay }: Calendar): DatedSpans {
  const dates = datesIn(text, today);
  const problem = dates.map(problemOf).find((finding) => finding !== undefined);
  if (problem) return { found: [], problem };
  const found: DateRange[] = [];
  for (let index = 0; index < dates.length; index += 1) {
    const [first, second] = [dates[index], dates[index + 1]];
    if (!first) continue;
    const joined = second && BETWEEN.test(text.folded.slice(first.end, second.start));
    const lead = leadOf(text, first);
    const start = first.start - (lead?.[0].length ?? 0);
    const { end } = joined ? second : first;
    const words = text.raw.slice(start, end);
    found.push({ ...(joined ? range(first, second) : single(first, lead, firstDay)), words });
    text.markRead(start, end);
    if (joined) index += 1;
  }
  return { found };
}

/** The dates of a text; of two days that one can mean, not a past one, unless it begins a range. */
function datesIn(text: UnreadText, today: Day): WrittenDate[] {
  const dates = findDates(text, today);
  return dates.map((date, index) => {
    const next = dates[index + 1];
    const begins = next && BETWEEN.test(text.folded.slice(date.end, next.start));
    const ahead = date.days.filter((day) => day >= today);
    const days = ahead.length > 0 ? ahead : date.days.slice(0, 1);
    return begins ? date : { ...date, days };
  });
}

function leadOf(text: UnreadText, { start }: WrittenDate): RegExpExecArray | null {
  return LEAD.exec(text.folded.slice(Math.max(0, start - LEAD_LENGTH), start));
}

/** A date on its own: open-ended after 'from', an end after 'until', else that one day. */
function single(
  date: WrittenDate,
  lead: RegExpExecArray | null,
  firstDay: Day,
): Omit<DateRange, 'words'> {
  const day = dayOf(date);
  if (lead?.groups?.until) return { start: firstDay, end: day };
  return lead?.groups?.open ? { start: day } : { start: day, end: day, isOneDay: true };
}

/** Joins two dates to a range; a side without a year takes the year that makes the two fit. */
function range(first: WrittenDate, second: WrittenDate): Omit<DateRange, 'words'> {
  const [start, end] = [dayOf(first), dayOf(second)];
  if (second.isNextWeekday && end < start) return { start, end: addDays(end, 7) };
  if (first.yearless && !second.yearless) {
    const sameYear = inYear(start, yearOf(end));
    return { start: sameYear <= end ? sameYear : fitting(sameYear, end, -1).start, end };
  }
  if (second.yearless && !first.yearless) {
    const sameYear = inYear(end, yearOf(start));
    return { start, end: start <= sameYear ? sameYear : fitting(start, sameYear, 1).end };
  }
  return { start, end };
}

/** The reversed range with one side moved by a year, unless that makes it too long to be meant. */
function fitting(start: Day, end: Day, years: 1 | -1): { start: Day; end: Day } {
  const moved =
    years === 1
      ? { start, end: inYear(end, yearOf(end) + 1) }
      : { start: inYear(start, yearOf(start) - 1), end };
  const isShort = daysBetween(moved.start, moved.end) <= MAX_DAYS_ACROSS_NEW_YEAR;
  return isShort ? moved : { start, end };
}

function inYear(day: Day, year: number): Day {
  const moved = `${year}${day.slice(4)}`;
  return isDay(moved) ? moved : `${year}-02-28`;
}

function dayOf({ days }: WrittenDate): Day {
  return days[0] ?? '';
}

/** Asks back about a date that does not exist, or whose day and month cannot be told apart. */
function problemOf({ days, words }: WrittenDate): Finding | undefined {
  if (days.length === 1) return undefined;
  if (days.length === 0) {
    return ask(
      'flight',
      `There is no day ${quote(words)}. Write it as 2026-12-31 or 31 December 2026.`,
      {
        words,
      },
    );
  }
  const options = days.map(longDate);
  return ask('flight', `Which day is ${quote(words)}: ${options.join(' or ')}?`, {
    words,
    options,
  });
}

/** '1 December 2026'. */
function longDate(day: Day): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
