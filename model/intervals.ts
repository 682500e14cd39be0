import type { Range } from '../data/forecast.ts';
import { volumeTier } from './series.ts';
import { meanSquare, sharedSquare } from './shared-surprise.ts';

/** The error of a past forecast of a flight: how far it was from what came. */
export interface Residual {
  /** Recent daily mean of the targeting at the origin. */
  dailyMean: number;
  /** Days from the origin to the flight's last day. */
  horizon: number;
  /** Days of the flight; 1 for a day's own forecast. */
  length: number;
  /** Index of the flight's last day, which tells apart the evidence of different days. */
  day: number;
  /** Log of actual over P50. */
  logRatio: number;
}

/** Quantiles of the log ratio of actual to P50; `low` <= 0 <= `high`. */
export interface Spread {
  low: number;
  high: number;
}

/**
 * The calibrated range of a bucket of volume, horizon and flight length. `tier` null stands for
 * every volume.
 */
export interface IntervalCell extends Spread {
  tier: number | null;
  horizon: number;
  length: number;
  rows: number;
  days: number;
}

/** What a spread is looked up by; see `Residual`. */
export interface IntervalKey {
  dailyMean: number;
  horizon: number;
  length: number;
}

/** Buckets, named by their upper ends in days; what is longer falls in the last. */
const HORIZON_ENDS = [3, 7, 14, 28, 60];
const LENGTH_ENDS = [1, 3, 7, 14, 28, 60];

/** Each tail outside P10-P90. */
const TAIL = 0.1;
/** Where a normal distribution has that tail. */
const NORMAL_P90 = 1.2816;
/** Beyond this, few days would make the worst residual of any targeting the range of all. */
const MAX_LEVEL = 0.95;
const MIN_ROWS = 40;
const MIN_DAYS = 4;

/** Where nothing could be calibrated: half to double. */
const UNCALIBRATED: Spread = { low: -Math.LN2, high: Math.LN2 };

/** Log ratio of actual to forecast, halves standing in for zeros. */
export function logRatio(actual: number, p50: number): number {
  return Math.log(Math.max(actual, 0.5) / Math.max(p50, 0.5));
}

/**
 * Calibrates P10-P90 prediction intervals by split conformal prediction (Vovk et al. 2005; Lei et
 * al. 2018) on log residuals, within buckets of volume, horizon and flight length (Mondrian
 * conformal). Residuals must come from days used neither to fit nor to choose the model. Those days
 * are few, so the surprises that all targetings share are taken to be no smaller than in `common`:
 * the baseline's residuals of all requests, for which every day is unseen.
 */
export function calibrate(
  residuals: readonly Residual[],
  common: readonly Residual[] = [],
): IntervalCell[] {
  const commonSquares = meanSquares(common);
  const groups = new Map<string, { cell: Omit<IntervalCell, keyof Stats>; members: Residual[] }>();
  for (const residual of residuals) {
    const { horizon, length } = bucketsOf(residual);
    for (const tier of [volumeTier(residual.dailyMean), null]) {
      const key = `${tier} ${horizon} ${length}`;
      const group = groups.get(key) ?? { cell: { tier, horizon, length }, members: [] };
      group.members.push(residual);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({ cell, members }) => ({
      ...cell,
      ...statistics(members, commonSquares.get(bucketKey(cell)) ?? 0),
    }))
    .filter(({ rows, days }) => rows >= MIN_ROWS && days >= MIN_DAYS);
}

interface Stats extends Spread {
  rows: number;
  days: number;
}

/**
 * The outer quantiles of a bucket's residuals, widened by what they lack of the surprises that all
 * targetings share.
 */
function statistics(members: readonly Residual[], commonSquare: number): Stats {
  const sorted = members.map(({ logRatio }) => logRatio).sort((a, b) => a - b);
  const days = new Set(members.map(({ day }) => day)).size;
  // Targetings of one day share that day's surprise, so the finite-sample correction counts days.
  const level = Math.min(MAX_LEVEL, (1 - TAIL) * (1 + 1 / days));
  const rank = Math.ceil(level * sorted.length);
  const missing = NORMAL_P90 * Math.sqrt(Math.max(0, commonSquare - sharedSquare(members)));
  const low = Math.max(0, -(sorted[sorted.length - rank] as number));
  const high = Math.max(0, sorted[rank - 1] as number);
  return {
    low: 0 - Math.hypot(low, missing),
    high: Math.hypot(high, missing),
    rows: sorted.length,
    days,
  };
}

/** Mean square of the residuals of each bucket of horizon and length. */
function meanSquares(residuals: readonly Residual[]): ReadonlyMap<string, number> {
  const groups = Map.groupBy(residuals, (residual) => bucketKey(bucketsOf(residual)));
  return new Map([...groups].map(([key, members]) => [key, meanSquare(members)]));
}

/**
 * Looks up the calibrated range of a flight: that of its own cell, else of the nearest horizon,
 * shorter ones first, where possible of its own volume. Beyond the calibrated horizon it grows with
 * the square root of the horizon, as the error of a random walk does.
 */
export function spreadFor(cells: readonly IntervalCell[], key: IntervalKey): Spread {
  const wanted: Omit<IntervalCell, keyof Stats> = {
    tier: volumeTier(key.dailyMean),
    ...bucketsOf(key),
  };
  const cell = cells
    .filter(({ tier, length }) => (tier ?? wanted.tier) === wanted.tier && length <= wanted.length)
    .reduce<IntervalCell | undefined>(
      (best, next) => (best && order(best, next, wanted.horizon) <= 0 ? best : next),
      undefined,
    );
  const { low, high } = cell ?? UNCALIBRATED;
  const stretch = Math.sqrt(Math.max(1, key.horizon / (cell ?? wanted).horizon));
  return { low: low * stretch, high: high * stretch };
}

/** Below 0 where `a` suits a flight that ends in the bucket `horizon` better than `b`. */
function order(a: IntervalCell, b: IntervalCell, horizon: number): number {
  const isLonger = (cell: IntervalCell) => Number(cell.horizon > horizon);
  const isShared = (cell: IntervalCell) => Number(cell.tier === null);
  return (
    isLonger(a) - isLonger(b) ||
    Math.abs(a.horizon - horizon) - Math.abs(b.horizon - horizon) ||
    isShared(a) - isShared(b) ||
    b.length - a.length
  );
}

/** P10-P90 around a P50. */
export function rangeAround(p50: number, { low, high }: Spread): Range {
  return { p10: p50 * Math.exp(low), p50, p90: p50 * Math.exp(high) };
}

/** A spread that holds an independent error too, given as a small relative standard error. */
export function widened({ low, high }: Spread, error: number): Spread {
  return {
    low: 0 - Math.hypot(low, NORMAL_P90 * error),
    high: Math.hypot(high, NORMAL_P90 * error),
  };
}

type Buckets = Pick<IntervalCell, 'horizon' | 'length'>;

function bucketsOf({ horizon, length }: Buckets): Buckets {
  return { horizon: bucket(HORIZON_ENDS, horizon), length: bucket(LENGTH_ENDS, length) };
}

function bucketKey({ horizon, length }: Buckets): string {
  return `${horizon} ${length}`;
}

function bucket(ends: readonly number[], days: number): number {
  return ends.find((end) => days <= end) ?? (ends.at(-1) as number);
}
