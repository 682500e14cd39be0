import { z } from 'zod';

import { type Day, isDay } from '../calendar.ts';
import { profileValue } from './shares.ts';

const LEAP_YEAR = '2024';
const MAX_FACTOR = 100;

const date = z.string().refine((text) => isDay(text) || isYearly(text), {
  error: 'must be a day, YYYY-MM-DD, or a day of every year, MM-DD',
});

/** What an event can be limited to. */
export const EVENT_DIMENSIONS = ['country', 'deviceType', 'os', 'site', 'app', 'format'] as const;
export type EventDimension = (typeof EVENT_DIMENSIONS)[number];

/** Drawn for each session or request; of these an event can name one. */
const DRAWN_DIMENSIONS = ['site', 'app', 'format'] as const;

const values = z.array(profileValue).min(1).max(500);

const matchSchema = z.strictObject(
  Object.fromEntries(EVENT_DIMENSIONS.map((name) => [name, values.optional()])) as Record<
    EventDimension,
    z.ZodOptional<typeof values>
  >,
);

/** Values by dimension: alternatives within one, all dimensions together; nothing named is everything. */
export type Match = z.infer<typeof matchSchema>;

/** A holiday, launch or outage: days on which part of the traffic is multiplied. */
export const eventSchema = z
  .strictObject({
    name: profileValue,
    /** First day, or `MM-DD` of every year; left out: since ever. */
    from: date.optional(),
    /** Last day, or `MM-DD` of every year; left out: for ever. */
    to: date.optional(),
    match: matchSchema.optional(),
    /** 0 is an outage; before a launch it is 0, too. */
    factor: z.number().nonnegative().max(MAX_FACTOR),
  })
  .refine(isOrdered, {
    error: 'from must not be after to; a yearly event needs both as MM-DD',
  })
  .refine(({ match = {} }) => DRAWN_DIMENSIONS.filter((name) => match[name]).length <= 1, {
    error: 'match can name only one of site, app and format',
  });
export type MarketEvent = z.infer<typeof eventSchema>;

/** True where the event lasts on the day. */
export function isOn(day: Day, { from, to }: MarketEvent): boolean {
  if (from !== undefined && to !== undefined && isYearly(from)) {
    const date = day.slice('YYYY-'.length);
    return from <= to ? from <= date && date <= to : from <= date || date <= to;
  }
  return (from ?? day) <= day && day <= (to ?? day);
}

/** True where nothing that the match names is contradicted by what is known. */
export function allows(match: Match, known: Partial<Record<EventDimension, string>>): boolean {
  return EVENT_DIMENSIONS.every((name) => {
    const value = known[name];
    return value === undefined || (match[name]?.includes(value) ?? true);
  });
}

function isYearly(text: string): boolean {
  return /^\d{2}-\d{2}$/.test(text) && isDay(`${LEAP_YEAR}-${text}`);
}

function isOrdered({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  const yearly = [from, to].filter((text) => text !== undefined && isYearly(text)).length;
  if (yearly > 0) return yearly === 2;
  return from === undefined || to === undefined || from <= to;
}
