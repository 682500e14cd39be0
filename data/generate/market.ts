import { populationOf, type StratumPeople } from './population.ts';
import type { Profile } from './profile.ts';
import { type Stratum, strataOf } from './strata.ts';

/** What fully determines every day's requests. */
export interface Recipe {
  seed: number;
  profile: Profile;
  /** Rows of an average day. */
  rowsPerDay: number;
}

/** A recipe with what follows from it for all days. */
export interface Market extends Recipe {
  strata: readonly Stratum[];
  /** By stratum. */
  population: readonly StratumPeople[];
}

/** Derives from a recipe the strata of its market, and how many people each has. */
export function openMarket(recipe: Recipe): Market {
  const strata = strataOf(recipe.profile);
  return { ...recipe, strata, population: populationOf(strata, peopleOf(recipe)) };
}

/** How many people the market has in all. */
export function peopleOf({ profile, rowsPerDay }: Recipe): number {
  return Math.max(1, Math.round(rowsPerDay * profile.usersPerDailyRequest));
}
