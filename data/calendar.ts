/** A calendar day in the reporting time zone, `YYYY-MM-DD`. */
export type Day = string;

/** Where 'now' comes from; a parameter wherever time matters. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

const MS_PER_DAY = 86_400_000;

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

export function dayFromNumber(number: number): Day {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
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
  return (dayNumber(day) + 3) % 7;
}

/** The calendar day that `instant` falls on in an IANA time zone. */
export function dayIn(timeZone: string, instant: Date): Day {
  return dayFormat(timeZone).format(instant);
}

/** Making one takes far longer than using it. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  dayFormats.set(timeZone, format);
  return format;
}

/**
 * A clock that ticks as the system's does, moved by whole days so that it is `today` now in the
 * time zone; the system's own where `today` is undefined.
 */
export function clockFor(today: Day | undefined, timeZone: string): Clock {
  if (today === undefined) return systemClock;
  const shiftMs = daysBetween(dayIn(timeZone, systemClock()), today) * MS_PER_DAY;
  return () => new Date(systemClock().getTime() + shiftMs);
}
