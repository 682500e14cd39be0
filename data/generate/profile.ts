import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { z } from 'zod';

import { GENDERS, UNKNOWN } from '../dimensions.ts';
import { badInput } from '../errors.ts';
import { schemaProblems } from '../plan.ts';
import { eventSchema } from './event.ts';
import { priceSchema } from './price.ts';
import { contradictions } from './profile-contradictions.ts';
import { canDraw, fraction, profileValue, shares, sharesByKey, weight } from './shares.ts';

const OLDEST_YEARS = 120;

const ageBracket = z.string().refine(isAgeBracket, { error: 'must be like 25-34, or unknown' });

function isAgeBracket(text: string): boolean {
  const [youngest, oldest] = /^(\d{1,3})-(\d{1,3})$/.exec(text)?.slice(1).map(Number) ?? [];
  if (youngest === undefined || oldest === undefined) return text === UNKNOWN;
  return 1 <= youngest && youngest <= oldest && oldest <= OLDEST_YEARS;
}

const rhythm = (length: number) => z.array(z.number().positive().max(1e6)).length(length);
const growthPerYear = z.number().min(-0.9).max(10);
const hour = z.strictObject({ weekday: rhythm(24), weekend: rhythm(24) });

const inventory = z.record(
  profileValue,
  z.strictObject({ share: weight.positive(), category: z.array(profileValue).max(10) }),
);

const fractionByKey = z.record(profileValue, fraction);

const fields = {
  /** People in the market, for each request of an average day. */
  usersPerDailyRequest: z.number().positive().max(1000),
  growthPerYear,
  /** How far the year's season swings around its mean. */
  yearlySwing: z.number().min(0).max(0.9),
  /** Standard deviation of a day's volume, on the log scale. */
  dailyNoise: z.number().min(0).max(1),
  /** Relative volume from Monday to Sunday. */
  weekday: rhythm(7),
  /** Relative volume of the hours. */
  hour,
  country: shares,
  /** By country: shares of `REGION/City`, such as `IN-MH/Mumbai`. */
  city: sharesByKey,
  language: sharesByKey,
  /** By country. */
  deviceType: sharesByKey,
  /** By country and device type. */
  os: sharesByKey,
  /** By operating system. */
  browser: sharesByKey,
  /** By device type. */
  connection: sharesByKey,
  gender: canDraw(z.partialRecord(z.enum(GENDERS), weight)),
  /** Shares of brackets such as `25-34`, and of `unknown`. */
  age: canDraw(z.record(ageBracket, weight)),
  /** By device type: the fraction of users who come through apps, not sites. */
  appShare: fractionByKey,
  sites: inventory,
  apps: inventory,
  /** The fraction of users in each segment. */
  segments: fractionByKey,
  /** By device type. */
  format: sharesByKey,
  /** By format and device type. */
  size: sharesByKey,
  /** By format. */
  position: sharesByKey,
  /** By format. */
  adUnit: sharesByKey,
};

/** Left out of the profiles of old histories, whose hash must stay what it was: never a default. */
const laterFields = {
  /** Tail index of the users' Pareto distributed activity: the lower, the heavier. */
  activityTail: z.number().min(1.1).max(10).optional(),
  /** By country and device type: what differs from the market's own growth and rhythm. */
  patterns: z
    .record(
      profileValue,
      z.strictObject({
        growthPerYear: growthPerYear.optional(),
        weekday: rhythm(7).optional(),
        hour: hour.optional(),
      }),
    )
    .optional(),
  /** Holidays, launches and outages. */
  events: z.array(eventSchema).max(500).optional(),
  /**
   * By country, device type, operating system and browser: the fraction of users whose gender or
   * age nobody knows. Who lacks the rarer of both lacks the other too.
   */
  missing: z
    .strictObject({ gender: fractionByKey.optional(), age: fractionByKey.optional() })
    .optional(),
  /** By country and format. */
  prices: z.record(profileValue, priceSchema).optional(),
};

/** The schema of a profile: a market to generate a synthetic history of. */
export const profileSchema = z
  .strictObject({ ...fields, ...laterFields })
  .superRefine((profile, context) => {
    for (const problem of contradictions(profile)) context.addIssue({ code: 'custom', ...problem });
  });
export type Profile = z.infer<typeof profileSchema>;

/** Validates a profile; throws AppError `bad_input` listing every problem under `summary`. */
export function parseProfile(data: unknown, summary: string): Profile {
  const parsed = profileSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw badInput(summary, schemaProblems(parsed.error));
}

/** Reads the default profile: the market that is generated where none is described. */
export async function readDefaultProfile(): Promise<Profile> {
  const text = await readFile(new URL('./profiles/default.json', import.meta.url), 'utf8');
  return profileSchema.parse(JSON.parse(text));
}

/** Identifies a profile: SHA-256 of its JSON, in hex. */
export function profileHash(profile: Profile): string {
  return createHash('sha256').update(JSON.stringify(profile)).digest('hex');
}
