import type { Stratum } from './strata.ts';

/** Tail index where a profile names none: the activity of the user of rank r falls as 1 / sqrt(r). */
const DEFAULT_TAIL = 2;

/** The people of a stratum, numbered on from those of the stratum before. */
export interface StratumPeople {
  first: number;
  count: number;
}

/** Divides a market's people among its strata; each has somebody. */
export function populationOf(strata: readonly Stratum[], people: number): StratumPeople[] {
  let first = 0;
  return strata.map(({ share }) => {
    const count = Math.max(1, Math.round(people * share));
    const stratum = { first, count };
    first += count;
    return stratum;
  });
}

/**
 * The exponent e with which floor(people x u^e), u uniform in [0, 1), draws persons whose activity
 * is Pareto distributed with this tail index.
 */
export function activityExponent(tail: number = DEFAULT_TAIL): number {
  return tail / (tail - 1);
}

/** How many of a stratum's people are met at least once in so many sessions of theirs. */
export function expectedDistinct(
  people: number,
  { sessions, exponent }: { sessions: number; exponent: number },
): number {
  const below = (rank: number) => (rank / people) ** (1 / exponent);
  let met = 0;
  for (let rank = 0; rank < people; ) {
    // Neighbours far down the ranking are met equally often: 1 in 1000 off at most.
    const end = Math.min(people, rank + Math.max(1, Math.floor(rank / 1000)));
    const chance = (below(end) - below(rank)) / (end - rank);
    met += (end - rank) * -Math.expm1(-sessions * chance);
    rank = end;
  }
  return met;
}
