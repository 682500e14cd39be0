import { type Day, dayRange } from '../calendar.ts';
import type { DaySpan } from '../history.ts';
import { dayMix, type StratumMix } from './day-mix.ts';
import { allows, type Match } from './event.ts';
import type { Market } from './market.ts';
import { activityExponent, expectedDistinct } from './population.ts';
import { SESSION_LENGTHS, sessionsFor } from './sessions.ts';
import type { Shares } from './shares.ts';
import { rowsOn } from './volume.ts';

/** What a generated history shows for a match, but for chance. */
export interface Expected {
  requests: number;
  users: number;
}

/** How much one stratum shows of a match on one day. */
interface Showing {
  requests: number;
  sessions: number;
}

/** The true mean of a generated day's matching requests, to check forecasts against. */
export function expectedRequests(day: Day, market: Market, match: Match = {}): number {
  return showings(day, market, match).reduce((sum, { requests }) => sum + requests, 0);
}

/**
 * The requests that match in a span, and the distinct users behind them, in the mean. Exact but for
 * taking the sessions of a user as Poisson distributed, which matters only where a handful of
 * people make up a stratum.
 */
export function expectedInSpan(span: DaySpan, market: Market, match: Match = {}): Expected {
  const exponent = activityExponent(market.profile.activityTail);
  const sessions = market.strata.map(() => 0);
  let requests = 0;
  for (const day of dayRange(span.first, span.last)) {
    for (const [stratum, shown] of showings(day, market, match).entries()) {
      sessions[stratum] = (sessions[stratum] ?? 0) + shown.sessions;
      requests += shown.requests;
    }
  }
  const users = market.population.map(({ count }, stratum) =>
    expectedDistinct(count, { sessions: sessions[stratum] ?? 0, exponent }),
  );
  return { requests, users: users.reduce((sum, count) => sum + count, 0) };
}

/** How much of a match each stratum shows on a day. */
function showings(day: Day, market: Market, match: Match): Showing[] {
  const mixes = dayMix(day, market);
  const volume = mixes.reduce((sum, mix) => sum + mix.volume, 0);
  const rows = rowsOn(day, market);
  return mixes.map((mix) => {
    const share = volume > 0 ? mix.volume / volume : 0;
    const matched = matchedOf(mix, match);
    return {
      requests: rows * share * matched.ofRequests,
      sessions: sessionsFor(rows) * share * matched.ofSessions,
    };
  });
}

/** The fractions of a stratum's requests that match, and of its sessions in which one does. */
function matchedOf({ stratum, inventory, format }: StratumMix, match: Match) {
  if (!allows(match, stratum)) return { ofRequests: 0, ofSessions: 0 };
  const elsewhere = stratum.environment === 'app' ? match.site : match.app;
  const inInventory = elsewhere ? 0 : matchedShare(inventory, match[stratum.environment]);
  const inFormat = matchedShare(format, match.format);
  const seen = SESSION_LENGTHS.map((length) => 1 - (1 - inFormat) ** length);
  return {
    ofRequests: inInventory * inFormat,
    ofSessions: (inInventory * seen.reduce((sum, chance) => sum + chance, 0)) / seen.length,
  };
}

function matchedShare(weights: Shares, values: readonly string[] | undefined): number {
  if (!values) return 1;
  const entries = Object.entries(weights);
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const matched = entries.filter(([value]) => values.includes(value));
  return matched.reduce((sum, [, weight]) => sum + weight, 0) / total;
}
