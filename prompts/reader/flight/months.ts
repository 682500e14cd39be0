import { addDays, type Day } from '../../../data/calendar.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A month's name, whole or cut to three letters. */
export const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b';

/** 1-12 for what `MONTH` matched. */
export function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** 1-12. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** The first day of a month; months beyond 12 run into the following years. */
export function firstOfMonth(year: number, month: number): Day {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
}

export function lastOfMonth(year: number, month: number): Day {
  return addDays(firstOfMonth(year, month + 1), -1);
}

/** The same day `months` later, or that month's last day. */
export function addMonths(day: Day, months: number): Day {
  const last = lastOfMonth(yearOf(day), monthOf(day) + months);
  return `${last.slice(0, 8)}${[day.slice(8), last.slice(8)].sort()[0]}`;
}
