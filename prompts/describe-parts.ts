import { type Day, daysBetween } from '../data/calendar.ts';
import type { ListDimension } from '../data/dimensions.ts';
import type { Flight, Plan, Targeting } from '../data/plan.ts';

export const GENDER_WORDS = {
  female: 'women',
  male: 'men',
  other: 'other genders',
  unknown: 'unknown gender',
} as const;

/** What each list of values is called in a heading. */
export const LIST_LABELS: Readonly<Record<ListDimension, string>> = {
  deviceType: 'Device',
  os: 'OS',
  browser: 'Browser',
  connection: 'Connection',
  language: 'Language',
  geo: 'Place',
  site: 'Site',
  app: 'App',
  category: 'Category',
  adUnit: 'Ad unit',
  format: 'Format',
  size: 'Size',
  position: 'Position',
  segment: 'Segment',
};

/** A label as it stands within a sentence: 'place', 'OS'. */
export function labelInText(label: string): string {
  return label === label.toUpperCase() ? label : label.toLowerCase();
}

/** '25-34', '18+ or of unknown age'. */
export function describeAge({ min, max, includeUnknown }: NonNullable<Targeting['age']>): string {
  const range =
    max === undefined
      ? `${min}+`
      : min === undefined
        ? `up to ${max}`
        : min === max
          ? `${min}`
          : `${min}-${max}`;
  return `${range}${includeUnknown ? ' or of unknown age' : ''}`;
}

/** 'mon, tue 17:00-22:00 and 6:00-9:00'. */
export function describeDayparts(dayparts: NonNullable<Targeting['dayparts']>): string {
  return dayparts
    .map(
      ({ days, from, to }) =>
        `${days.length === 7 ? '' : `${days.join(', ')} `}${from}:00-${to}:00`,
    )
    .join(' and ');
}

/** 'INR 50,000 a day'. */
export function describeBudget({ per, ...money }: NonNullable<Plan['budget']>): string {
  return `${describeMoney(money)} ${per === 'day' ? 'a day' : 'in total'}`;
}

/** 'USD 2.5'. */
export function describeMoney({ amount, currency }: NonNullable<Plan['bidCpm']>): string {
  return `${currency} ${describeNumber(amount)}`;
}

/** 'at most 3 a day'. */
export function describeCap({ impressions, per }: NonNullable<Plan['frequencyCap']>): string {
  const window = { hour: 'an hour', day: 'a day', week: 'a week', flight: 'per flight' }[per];
  return `at most ${impressions} ${window}`;
}

/** '5,000,000'. */
export function describeNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** '23 Nov to 6 Dec 2026 (14 days)'. */
export function describeFlight({ start, end }: Flight): string {
  if (start === end) return dayWithYear(start);
  const sameYear = start.slice(0, 4) === end.slice(0, 4);
  const first = sameYear ? dayAndMonth(start) : dayWithYear(start);
  return `${first} to ${dayWithYear(end)} (${describeLength({ start, end })})`;
}

/** '14 days'. */
export function describeLength({ start, end }: Flight): string {
  const days = daysBetween(start, end) + 1;
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** '23 Nov 2026'. */
export function dayWithYear(day: Day): string {
  return `${dayAndMonth(day)} ${day.slice(0, 4)}`;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** '23 Nov'. */
export function dayAndMonth(day: Day): string {
  return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}
