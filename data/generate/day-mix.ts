import { type Day, dayNumber, weekday } from '../calendar.ts';
import { UNKNOWN } from '../dimensions.ts';
import { allows, type EventDimension, isOn, type MarketEvent } from './event.ts';
import type { Profile } from './profile.ts';
import { mostSpecific, type Shares } from './shares.ts';
import type { Stratum } from './strata.ts';

const DAYS_PER_YEAR = 365.25;
/** The day on which growth has added nothing yet: 2026-01-01. */
const GROWTH_STARTS = dayNumber('2026-01-01');

const NOTHING_KNOWN: Shares = { [UNKNOWN]: 1 };

/** One stratum's traffic on one day. */
export interface StratumMix {
  stratum: Stratum;
  /** Relative to the whole market on an average day, before the day's noise. */
  volume: number;
  /** Weights of the stratum's apps or sites. */
  inventory: Shares;
  /** Weights of its formats. */
  format: Shares;
}

/** How the traffic of a day is made up: growth, season, rhythm and events, stratum by stratum. */
export function dayMix(
  day: Day,
  { profile, strata }: { profile: Profile; strata: readonly Stratum[] },
): StratumMix[] {
  const events = (profile.events ?? []).filter((event) => isOn(day, event));
  return strata.map((stratum) => {
    const inventory = inventoryOn(stratum, { profile, events });
    const format = formatOn(stratum, { profile, events });
    const ofStratum = events.filter(({ match = {} }) => !match.site && !match.app && !match.format);
    const volume =
      stratum.share *
      trafficOn(day, { profile, stratum }) *
      factorOf(ofStratum, stratum) *
      inventory.kept *
      format.kept;
    return { stratum, volume, inventory: inventory.weights, format: format.weights };
  });
}

/** Growth, season and weekday, relative to an average day. */
function trafficOn(day: Day, { profile, stratum }: { profile: Profile; stratum: Stratum }): number {
  const pattern = mostSpecific(patternKey(stratum), profile.patterns ?? {});
  const years = (dayNumber(day) - GROWTH_STARTS) / DAYS_PER_YEAR;
  const growth = (1 + (pattern?.growthPerYear ?? profile.growthPerYear)) ** years;
  const season = 1 + profile.yearlySwing * Math.sin(2 * Math.PI * years);
  const shares = pattern?.weekday ?? profile.weekday;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return growth * season * ((shares[weekday(day)] ?? 1) / mean);
}

/** The key of a stratum's pattern. */
export function patternKey({ country, deviceType }: Partial<Stratum>): string {
  return `${country}/${deviceType}`;
}

interface Multiplied {
  weights: Shares;
  /** The fraction of the traffic that is left. */
  kept: number;
}

interface Conditions {
  profile: Profile;
  events: readonly MarketEvent[];
}

/** The traffic of a stratum's sites or apps under the events that name some of them. */
function inventoryOn(stratum: Stratum, { profile, events }: Conditions): Multiplied {
  const dimension = stratum.environment;
  const inventory = dimension === 'app' ? profile.apps : profile.sites;
  const shares = Object.fromEntries(
    Object.entries(inventory).map(([name, { share }]) => [name, share]),
  );
  const named = events.filter(({ match }) => match?.[dimension]);
  return multiply(shares, (name) => factorOf(named, { ...stratum, [dimension]: name }));
}

function formatOn(stratum: Stratum, { profile, events }: Conditions): Multiplied {
  const shares = mostSpecific(stratum.deviceType, profile.format) ?? {};
  const named = events.filter(({ match }) => match?.format);
  return multiply(shares, (format) => factorOf(named, { ...stratum, format }));
}

/** The factors of all events that match, multiplied. */
function factorOf(
  events: readonly MarketEvent[],
  known: Partial<Record<EventDimension, string>>,
): number {
  return events
    .filter(({ match = {} }) => allows(match, known))
    .reduce((product, { factor }) => product * factor, 1);
}

/** Multiplies each share by its factor, and tells which fraction of the whole is left. */
function multiply(shares: Shares, factor: (value: string) => number): Multiplied {
  const entries = Object.entries(shares).filter(([, share]) => share > 0);
  const total = entries.reduce((sum, [, share]) => sum + share, 0);
  if (total === 0) return { weights: NOTHING_KNOWN, kept: 1 };
  const multiplied = entries.map(([value, share]) => [value, share * factor(value)] as const);
  const left = multiplied.reduce((sum, [, share]) => sum + share, 0);
  const weights = left > 0 ? Object.fromEntries(multiplied) : shares;
  return { weights, kept: left / total };
}
