import type { Range } from '../data/forecast.ts';
import { rangeAround, type Spread, widened } from './intervals.ts';

/** Impressions and reach of a day or a flight. */
export interface Quantities {
  impressions: Range;
  reach: Range | null;
}

export interface Uncertainty {
  /** Of the impressions. */
  spread: Spread;
  /** Relative standard error of the reach in history; 0 where all users were counted. */
  reachError: number;
}

/**
 * Whole P10-P90 around whole P50s; reach gets the impressions' relative range, widened by the
 * error of its own measurement.
 */
export function quantities(
  p50: { impressions: number; reach: number | null },
  { spread, reachError }: Uncertainty,
): Quantities {
  const impressions = wholeRange(p50.impressions, spread);
  if (p50.reach === null) return { impressions, reach: null };
  const reach = wholeRange(p50.reach, widened(spread, reachError));
  return { impressions, reach: atMost(reach, impressions) };
}

/** The lesser of two ranges, quantile by quantile. */
export function atMost(range: Range, limit: Range): Range {
  return {
    p10: Math.min(range.p10, limit.p10),
    p50: Math.min(range.p50, limit.p50),
    p90: Math.min(range.p90, limit.p90),
  };
}

/** Each quantile through a non-decreasing function. */
export function mapRange({ p10, p50, p90 }: Range, change: (value: number) => number): Range {
  return { p10: change(p10), p50: change(p50), p90: change(p90) };
}

function wholeRange(p50: number, spread: Spread): Range {
  return mapRange(rangeAround(p50, spread), Math.round);
}
