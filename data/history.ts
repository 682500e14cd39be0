import type { Day } from './calendar.ts';
import type { Dimension } from './dimensions.ts';

/** First and last day, both included. */
export interface DaySpan {
  first: Day;
  last: Day;
}

/** Daily impressions of a broader targeting, which keeps only `dimensions` of the one asked for. */
export interface Generalisation {
  dimensions: readonly Dimension[];
  /** One number a day of the span, without gaps. */
  impressions: Float64Array;
}

/** Distinct users a day of a targeting, counted or estimated from a sample of users. */
export interface DailyReach {
  /** One number a day, up to the last of the span; as many of its days as are looked at. */
  users: Float64Array;
  /** Relative standard error of each number; 0 where all users were counted. */
  errors: Float64Array;
}

/** How often users were seen in a window of history, counted or estimated from a sample of users. */
export interface UserFrequency {
  window: DaySpan;
  /** Distinct users of the window. */
  users: number;
  /** Relative standard error of `users`; 0 where all users were counted. */
  error: number;
  /** Users seen exactly `timesSeen` times, ascending, complete. */
  histogram: readonly { timesSeen: number; users: number }[];
}

/** What history says of one targeting; everything a forecast is made from. */
export interface TargetingHistory {
  span: DaySpan;
  /**
   * The targeting with every subset of its dimensions: the first keeps none (all requests),
   * the last keeps all of them. 2^k entries for k dimensions.
   */
  generalisations: readonly Generalisation[];
  /** Distinct users a day of the full targeting; null where the data carry no user. */
  reach: DailyReach | null;
  /** Frequencies over the last days of the span; null where the data carry no user. */
  frequency: UserFrequency | null;
  /** Share of impressions left under the plan's cap, 0-1; null without a cap or without users. */
  capShare: number | null;
}

/** Impressions a day of the full targeting; empty where nothing was read. */
export function ownImpressions({
  generalisations,
}: Pick<TargetingHistory, 'generalisations'>): Float64Array {
  return generalisations.at(-1)?.impressions ?? new Float64Array();
}

/** Daily impressions of many targetings over the same days: what a model learns from. */
export interface TrainingPanel {
  span: DaySpan;
  series: readonly Float64Array[];
}
