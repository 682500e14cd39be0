import { type Day, weekday } from '../../../../data/calendar.ts';
import type { DaySpan } from '../../../../data/history.ts';
import { longDay, shortDay } from '../../../words/dates.ts';

/** An instant as `toISOString` writes it, in words: `23 Nov 2026, 10:02 UTC`. */
export function instantInWords(instant: string): string {
  return `${longDay(instant.slice(0, 10))}, ${instant.slice(11, 16)} UTC`;
}

/** A span of days in words: `1 Oct to 22 Nov 2026`. */
export function spanInWords({ first, last }: DaySpan): string {
  if (first === last) return longDay(last);
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  return `${isOneYear ? shortDay(first) : longDay(first)} to ${longDay(last)}`;
}

/** Saturdays and Sundays. */
export function isWeekend(day: Day): boolean {
  return weekday(day) >= 5;
}
