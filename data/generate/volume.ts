import { createHash } from 'node:crypto';

import type { Day } from '../calendar.ts';
import { badInput } from '../errors.ts';
import { dayMix } from './day-mix.ts';
import type { Market } from './market.ts';

const MAX_ROWS_PER_DAY = 1e9;

/** What a day's volume depends on. */
export type Traffic = Pick<Market, 'profile' | 'strata' | 'seed'>;

/** A day's volume relative to an average day, its seeded noise included. */
export function relativeVolume(day: Day, traffic: Traffic): number {
  const volume = dayMix(day, traffic).reduce((sum, mix) => sum + mix.volume, 0);
  return volume * Math.exp(traffic.profile.dailyNoise * normal(`${traffic.seed}:${day}`));
}

/** The requests of a day; throws AppError `bad_input` where growth and events make too many. */
export function rowsOn(day: Day, market: Market): number {
  const rows = Math.round(market.rowsPerDay * relativeVolume(day, market));
  if (rows <= MAX_ROWS_PER_DAY) return rows;
  throw badInput(
    `The growth and the events of this market make more than ${MAX_ROWS_PER_DAY} requests on ${day}. Correct its profile.`,
  );
}

/** A standard normal number that depends only on `key` (Box and Muller 1958). */
function normal(key: string): number {
  const bytes = createHash('sha256').update(key).digest();
  const radius = (bytes.readUInt32LE(0) + 1) / 2 ** 32;
  const angle = bytes.readUInt32LE(4) / 2 ** 32;
  return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
}
