import { memoize } from './memoize.ts';

/** A calendar day in the reporting time zone, `YYYY-MM-DD`. */
export type Day = string;

/** Where 'now' comes from; a parameter wherever time matters. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;

/** True for an existing calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY);
}

/** The day so many days after 1970-01-01; throws RangeError outside of the years 0 to 9999. */
export function dayFromNumber(number: number): Day {
  const [day = ''] = new Date(number * MS_PER_DAY).toISOString().split('T');
  if (!isDay(day)) throw new RangeError(`${day} is no day YYYY-MM-DD`);
  return day;
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** `to - from` in days; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Every day from `start` to `end`, both included; empty where `end` is earlier. */
export function dayRange(start: Day, end: Day): Day[] {
  const length = Math.max(0, daysBetween(start, end) + 1);
  return Array.from({ length }, (_, index) => addDays(start, index));
}

/** 0 = Monday ... 6 = Sunday. */
export function weekday(day: Day): number {
  const fromMonday = (dayNumber(day) + 3) % 7;
  // The remainder is negative before 1970.
  return (fromMonday + 7) % 7;
}

/** A date formatter for each time zone, cached, as making one takes far longer than using it. */
const dayFormat = memoize(
  (timeZone: string) =>
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }),
);

/** The calendar day that `instant` falls on in an IANA time zone. */
export function dayIn(timeZone: string, instant: Date): Day {
  const parts = dayFormat(timeZone).formatToParts(instant);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/**
 * The clock of a pretended `today` (the setting TODAY), for demonstrations and tests: it ticks as
 * the system's does, moved by whole days so that it is `today` now in the time zone; unmoved where
 * `today` is undefined. `clock` is the system's unless given.
 */
export function clockFor(
  today: Day | undefined,
  timeZone: string,
  clock: Clock = systemClock,
): Clock {
  if (today === undefined) return clock;
  const now = clock();
  const wholeMs = daysBetween(dayIn(timeZone, now), today) * MS_PER_DAY;
  const moved = new Date(now.getTime() + wholeMs);
  // Near midnight, the hour between summer and winter time may lead to the day before or after.
  const shiftMs = wholeMs + daysBetween(dayIn(timeZone, moved), today) * MS_PER_HOUR;
  return () => new Date(clock().getTime() + shiftMs);
}
