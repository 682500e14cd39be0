import { createHash } from 'node:crypto';

import { type Day, dayNumber, weekday } from '../calendar.ts';
import type { Profile } from './profile.ts';

const DAYS_PER_YEAR = 365.25;
/** The day on which growth has added nothing yet: 2026-01-01. */
const GROWTH_STARTS = dayNumber('2026-01-01');

/** A day's volume relative to an average day: growth, season, weekday and seeded noise. */
export function relativeVolume(day: Day, { profile, seed }: { profile: Profile; seed: number }) {
  const years = (dayNumber(day) - GROWTH_STARTS) / DAYS_PER_YEAR;
  const growth = (1 + profile.growthPerYear) ** years;
  const season = 1 + profile.yearlySwing * Math.sin(2 * Math.PI * years);
  const meanWeekday = profile.weekday.reduce((sum, share) => sum + share, 0) / 7;
  const rhythm = (profile.weekday[weekday(day)] ?? 1) / meanWeekday;
  return growth * season * rhythm * Math.exp(profile.dailyNoise * normal(`${seed}:${day}`));
}

/** A standard normal number that depends only on `key` (Box and Muller 1958). */
function normal(key: string): number {
  const bytes = createHash('sha256').update(key).digest();
  const radius = (bytes.readUInt32LE(0) + 1) / 2 ** 32;
  const angle = bytes.readUInt32LE(4) / 2 ** 32;
  return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
}
