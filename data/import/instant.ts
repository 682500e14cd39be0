import { type Day, isDay } from '../calendar.ts';
import { memoize } from '../memoize.ts';

/** A day and, where the text tells it, an hour; -1 otherwise. */
export interface Moment {
  day: Day;
  hour: number;
}

const DATE_ONLY = /^(\d{4})-?(\d{2})-?(\d{2})$/;
const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const EPOCH = /^\d{9,10}(\.\d+)?$/;
const EPOCH_MS = /^\d{12,13}$/;

/** Every offset from UTC in use since 1990 is a multiple of this. */
const QUARTER_HOUR_MS = 900_000;

/** Converts ms since 1970 to day and hour of `timeZone`. Fast: a quarter hour is converted once. */
export function momentOf(timeZone: string): (timeMs: number) => Moment {
  // Swedish writes `2026-11-22 13`.
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', hourCycle: 'h23' },
  });
  const inQuarter = memoize((quarter: number): Moment => {
    const [day = '', hour] = format.format(quarter * QUARTER_HOUR_MS).split(' ');
    return { day, hour: Number(hour) };
  });
  return (timeMs) => inQuarter(Math.floor(timeMs / QUARTER_HOUR_MS));
}

/**
 * A parser of dates and timestamps (ISO 8601, epoch seconds or milliseconds) that gives days and
 * hours of `timeZone`; undefined for text that is neither. Instants without an offset are UTC.
 */
export function momentReader(timeZone: string): (text: string) => Moment | undefined {
  const moment = momentOf(timeZone);
  const onDay = memoize((day: string) => (isDay(day) ? { day, hour: -1 } : undefined));
  return (text) => {
    const date = DATE_ONLY.exec(text);
    if (date) return onDay(date.slice(1).join('-'));
    const timeMs = instantMs(text);
    return timeMs === undefined ? undefined : moment(timeMs);
  };
}

function instantMs(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text) * 1000;
  if (EPOCH_MS.test(text)) return Number(text);
  const [, day = '', time = '', zone = 'Z'] = ISO.exec(text) ?? [];
  if (!isDay(day)) return undefined;
  const offset = zone.toUpperCase() === 'UTC' ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const timeMs = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}
