import { drawable, mostSpecific, type Shares } from './shares.ts';

/** The parts of a market that differ in volume and rhythm; a user belongs to one of them. */
export interface Stratum {
  country: string;
  deviceType: string;
  os: string;
  environment: 'app' | 'site';
  /** Its part of the market; the strata's shares add up to 1. */
  share: number;
}

/** What strata are made from. */
export interface StrataShares {
  country: Shares;
  deviceType: Readonly<Record<string, Shares>>;
  os: Readonly<Record<string, Shares>>;
  appShare: Shares;
}

const NOTHING_KNOWN: Shares = { unknown: 1 };

/** Every combination that occurs of country, device type, operating system and environment. */
export function strataOf(market: StrataShares): Stratum[] {
  return [...eachStratum(market)];
}

/** Yields the strata one by one, as a hostile profile has billions of combinations. */
export function* eachStratum(market: StrataShares): Generator<Stratum, undefined> {
  for (const [country, ofMarket] of fractions(market.country)) {
    for (const [deviceType, ofCountry] of fractions(mostSpecific(country, market.deviceType))) {
      const key = `${country}/${deviceType}`;
      const both = environments(mostSpecific(key, market.appShare));
      for (const [os, ofDevice] of fractions(mostSpecific(key, market.os))) {
        for (const [environment, ofSystem] of both) {
          const share = ofMarket * ofCountry * ofDevice * ofSystem;
          yield { country, deviceType, os, environment, share };
        }
      }
    }
  }
}

function fractions(shares: Shares = NOTHING_KNOWN): [value: string, fraction: number][] {
  const values = drawable(shares);
  const total = values.reduce((sum, value) => sum + (shares[value] ?? 0), 0);
  return values.map((value) => [value, (shares[value] ?? 0) / total]);
}

function environments(app = 0): ['app' | 'site', number][] {
  const both: ['app' | 'site', number][] = [
    ['app', app],
    ['site', 1 - app],
  ];
  return both.filter(([, share]) => share > 0);
}
