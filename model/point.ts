import type { Day } from '../data/calendar.ts';
import { baseline } from './baseline.ts';
import { FEATURES, type Profile, targetDate, writeFeatures } from './features.ts';
import type { Scorer } from './xgboost/scorer.ts';

/** Smallest and largest factor by which the correction may move the baseline. */
export interface Clamp {
  min: number;
  max: number;
}

/** The baseline's correction: XGBoost's log ratio of what comes to the baseline. */
export interface Correction {
  scorer: Scorer;
  /** Share of the predicted log ratio that is believed, 0-1; 0 leaves the baseline alone. */
  blendWeight: number;
  clamp: Clamp;
}

/** A targeting seen from an origin, beside all requests seen from the same one. */
export interface Viewpoint {
  own: Profile;
  all: Profile;
  /** First day of the series. */
  firstDay: Day;
}

/** Baseline of each horizon, in impressions a day. */
export function baselinePath(
  values: Float64Array,
  origin: number,
  horizons: readonly number[],
): number[] {
  return horizons.map((horizon) => baseline(values, origin, horizon));
}

/**
 * Multiplies the baseline of each horizon by the XGBoost correction: the targeting's own forecast,
 * wider ones not yet asked.
 */
export function correctedBaseline(
  correction: Correction,
  view: Viewpoint,
  horizons: readonly number[],
): number[] {
  const { series, origin } = view.own;
  const base = baselinePath(series.values, origin, horizons);
  if (correction.blendWeight === 0) return base;
  const rows = new Float32Array(horizons.length * FEATURES.length);
  for (const [row, horizon] of horizons.entries()) {
    const date = targetDate(view.firstDay, origin, horizon);
    writeFeatures(rows, row * FEATURES.length, { ...view, horizon, date });
  }
  const scores = correction.scorer(rows, horizons.length);
  return base.map((value, row) => value * correctionFactor(correction, scores[row] as number));
}

/** The clamped factor that XGBoost's log ratio, as far as it is believed, makes of the baseline. */
function correctionFactor({ blendWeight, clamp }: Correction, logRatio: number): number {
  return Math.min(clamp.max, Math.max(clamp.min, Math.exp(blendWeight * logRatio)));
}
