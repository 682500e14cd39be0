import { EVENT_DIMENSIONS, type EventDimension, type MarketEvent } from './event.ts';
import type { Shares } from './shares.ts';
import { eachStratum, type StrataShares } from './strata.ts';

const MAX_COUNTRIES = 60;
const MAX_STRATA = 5000;

interface Checked extends StrataShares {
  sites: object;
  apps: object;
  format: Readonly<Record<string, Shares>>;
  events?: MarketEvent[] | undefined;
}

export interface Contradiction {
  path: (string | number)[];
  message: string;
}

/** Validates a profile as a whole: what is right field by field may yet not fit together. */
export function contradictions(profile: Checked): Contradiction[] {
  const size = tooLarge(profile);
  return size.length > 0 ? size : eventsOnNothing(profile);
}

/** Finds a market of too many countries, or too many combinations, to be generated. */
function tooLarge(profile: Checked): Contradiction[] {
  const countries = Object.keys(profile.country).length;
  if (countries > MAX_COUNTRIES) {
    return [
      { path: ['country'], message: `can hold ${MAX_COUNTRIES} countries, not ${countries}` },
    ];
  }
  const isTooLarge = !eachStratum(profile).drop(MAX_STRATA).next().done;
  if (!isTooLarge) return [];
  const message = `makes more than ${MAX_STRATA} combinations with deviceType, os and appShare`;
  return [{ path: ['country'], message }];
}

/** An event on a misspelt value would silently do nothing. */
function eventsOnNothing(profile: Checked): Contradiction[] {
  const known = valuesOf(profile);
  return (profile.events ?? []).flatMap(({ match = {} }, index) =>
    EVENT_DIMENSIONS.flatMap((dimension) =>
      (match[dimension] ?? [])
        .filter((value) => !known[dimension].has(value))
        .map((value) => ({
          path: ['events', index, 'match', dimension],
          message: `${value} is not in this market`,
        })),
    ),
  );
}

function valuesOf(profile: Checked): Record<EventDimension, ReadonlySet<string>> {
  return {
    country: new Set(Object.keys(profile.country)),
    deviceType: keysWithin(profile.deviceType),
    os: keysWithin(profile.os),
    site: new Set(Object.keys(profile.sites)),
    app: new Set(Object.keys(profile.apps)),
    format: keysWithin(profile.format),
  };
}

function keysWithin(sharesByKey: Readonly<Record<string, Shares>>): ReadonlySet<string> {
  return new Set(Object.values(sharesByKey).flatMap((shares) => Object.keys(shares)));
}
