import { z } from 'zod';

import { EVENT_DIMENSIONS } from '../../data/generate/event.ts';

/** The profile's tables of shares by key, which keep their names. */
const TABLES = [
  ...(['city', 'language', 'deviceType', 'os', 'browser', 'connection'] as const),
  ...(['format', 'size', 'position', 'adUnit'] as const),
] as const;

const weighted = z.array(z.object({ value: z.string(), weight: z.number() }));
const hours = z.object({ weekday: z.array(z.number()), weekend: z.array(z.number()) });

/**
 * The market profile as a model writes it. Structured outputs know neither records nor optional
 * keys, so records are lists here, and the strict profile schema stands behind it.
 */
export const wireProfileSchema = z.object({
  usersPerDailyRequest: z.number(),
  activityTail: z.number(),
  growthPerYear: z.number(),
  yearlySwing: z.number(),
  dailyNoise: z.number(),
  weekday: z.array(z.number()),
  hours,
  countries: weighted,
  genders: weighted,
  ages: weighted,
  tables: z.array(z.object({ table: z.enum(TABLES), key: z.string(), shares: weighted })),
  inventory: z.array(
    z.object({
      kind: z.enum(['site', 'app']),
      name: z.string(),
      share: z.number(),
      category: z.array(z.string()),
    }),
  ),
  fractions: z.array(
    z.object({
      of: z.enum(['appShare', 'segment', 'missingGender', 'missingAge']),
      key: z.string(),
      fraction: z.number(),
    }),
  ),
  patterns: z.array(
    z.object({
      key: z.string(),
      growthPerYear: z.number().nullable(),
      weekday: z.array(z.number()).nullable(),
      hours: hours.nullable(),
    }),
  ),
  events: z.array(
    z.object({
      name: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      match: z.array(
        z.object({ dimension: z.enum(EVENT_DIMENSIONS), values: z.array(z.string()) }),
      ),
      factor: z.number(),
    }),
  ),
  prices: z.array(
    z.object({
      key: z.string(),
      floorCpm: z.number(),
      spread: z.number(),
      currency: z.string(),
      winRate: z.number(),
      margin: z.number(),
    }),
  ),
});
export type WireProfile = z.infer<typeof wireProfileSchema>;

/** Converts a model's market profile to the domain's shape, not yet checked against its schema. */
export function fromWireProfile(wire: WireProfile): unknown {
  const { countries, genders, ages, hours: hour, tables, fractions, prices, ...rest } = wire;
  const { inventory, patterns, events, ...numbers } = rest;
  const fractionsOf = (name: WireProfile['fractions'][number]['of']) =>
    Object.fromEntries(
      fractions.filter(({ of }) => of === name).map(({ key, fraction }) => [key, fraction]),
    );
  return {
    ...numbers,
    hour,
    ...{ country: sharesOf(countries), gender: sharesOf(genders), age: sharesOf(ages) },
    ...Object.fromEntries(TABLES.map((name) => [name, sharesByKey(name, tables)])),
    ...{ sites: inventoryOf('site', inventory), apps: inventoryOf('app', inventory) },
    ...{ appShare: fractionsOf('appShare'), segments: fractionsOf('segment') },
    missing: { gender: fractionsOf('missingGender'), age: fractionsOf('missingAge') },
    patterns: Object.fromEntries(patterns.map(({ key, ...pattern }) => [key, patternOf(pattern)])),
    events: events.map(eventOf),
    prices: Object.fromEntries(prices.map(({ key, ...price }) => [key, price])),
  };
}

function sharesOf(shares: WireProfile['countries']) {
  return Object.fromEntries(shares.map(({ value, weight }) => [value, weight]));
}

function sharesByKey(name: (typeof TABLES)[number], tables: WireProfile['tables']) {
  const ofTable = tables.filter(({ table }) => table === name);
  return Object.fromEntries(ofTable.map(({ key, shares }) => [key, sharesOf(shares)]));
}

function inventoryOf(wanted: 'site' | 'app', inventory: WireProfile['inventory']) {
  const ofKind = inventory.filter(({ kind }) => kind === wanted);
  return Object.fromEntries(ofKind.map(({ name, share, category }) => [name, { share, category }]));
}

function patternOf({
  growthPerYear,
  weekday,
  hours: hour,
}: Omit<WireProfile['patterns'][number], 'key'>) {
  return {
    ...(growthPerYear !== null && { growthPerYear }),
    ...(weekday !== null && { weekday }),
    ...(hour !== null && { hour }),
  };
}

function eventOf({ name, from, to, match, factor }: WireProfile['events'][number]) {
  const values = Object.fromEntries(match.map(({ dimension, values }) => [dimension, values]));
  return {
    ...{ name, factor },
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    ...(match.length > 0 && { match: values }),
  };
}
