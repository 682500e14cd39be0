import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { z } from 'zod';

import { GENDERS, UNKNOWN } from '../dimensions.ts';

const OLDEST_YEARS = 120;

const value = z.string().trim().min(1).max(200);

const weight = z.number().nonnegative().max(1e9);

function canBeDrawn(weights: Record<string, number>): boolean {
  return Object.values(weights).some((share) => share > 0);
}
const UNDRAWABLE = { error: 'needs at least one value with a weight above zero' };

/** Relative weights of values; they need not add up to anything. */
const shares = z.record(value, weight).refine(canBeDrawn, UNDRAWABLE);
export type Shares = z.infer<typeof shares>;

/**
 * Shares that depend on other values. The most specific key that is there counts: `IN/phone`,
 * then `phone` or `IN`, then `default`; none at all means `unknown`.
 */
const sharesByKey = z.record(value, shares);
export type SharesByKey = z.infer<typeof sharesByKey>;

const ageBracket = z.string().refine(isAgeBracket, { error: 'must be like 25-34, or unknown' });

function isAgeBracket(text: string): boolean {
  const [youngest, oldest] = /^(\d{1,3})-(\d{1,3})$/.exec(text)?.slice(1).map(Number) ?? [];
  if (youngest === undefined || oldest === undefined) return text === UNKNOWN;
  return 1 <= youngest && youngest <= oldest && oldest <= OLDEST_YEARS;
}

const fraction = z.number().min(0).max(1);
const rhythm = (length: number) => z.array(z.number().positive().max(1e6)).length(length);

const inventory = z.record(
  value,
  z.strictObject({ share: z.number().positive(), category: z.array(value).max(10) }),
);

/** A market to generate a history of. */
export const profileSchema = z.strictObject({
  /** People in the market, for each request of an average day. */
  usersPerDailyRequest: z.number().positive().max(1000),
  growthPerYear: z.number().min(-0.9).max(10),
  /** How far the year's season swings around its mean. */
  yearlySwing: z.number().min(0).max(0.9),
  /** Standard deviation of a day's volume, on the log scale. */
  dailyNoise: z.number().min(0).max(1),
  /** Relative volume from Monday to Sunday. */
  weekday: rhythm(7),
  /** Relative volume of the hours. */
  hour: z.strictObject({ weekday: rhythm(24), weekend: rhythm(24) }),
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
  gender: z.partialRecord(z.enum(GENDERS), weight).refine(canBeDrawn, UNDRAWABLE),
  /** Shares of brackets such as `25-34`, and of `unknown`. */
  age: z.record(ageBracket, weight).refine(canBeDrawn, UNDRAWABLE),
  /** By device type: the fraction of users who come through apps, not sites. */
  appShare: z.record(value, fraction),
  sites: inventory,
  apps: inventory,
  /** The fraction of users in each segment. */
  segments: z.record(value, fraction),
  /** By device type. */
  format: sharesByKey,
  /** By format and device type. */
  size: sharesByKey,
  /** By format. */
  position: sharesByKey,
  /** By format. */
  adUnit: sharesByKey,
});
export type Profile = z.infer<typeof profileSchema>;

/** The market that is generated where none is described. */
export async function readDefaultProfile(): Promise<Profile> {
  const text = await readFile(new URL('./profiles/default.json', import.meta.url), 'utf8');
  return profileSchema.parse(JSON.parse(text));
}

/** Identifies a profile: SHA-256 of its JSON, in hex. */
export function profileHash(profile: Profile): string {
  return createHash('sha256').update(JSON.stringify(profile)).digest('hex');
}
