import type { Day } from '../data/calendar.ts';
import { profileAt } from './features.ts';
import { baselinePath, type Correction, correctedBaseline } from './point.ts';
import { dailySeries } from './series.ts';

export interface MonotoneInput {
  correction: Correction;
  /** Daily impressions of every subset of the dimensions: first of none, last of all of them. */
  generalisations: readonly Float64Array[];
  firstDay: Day;
  /** Days ahead of the last day of the series. */
  horizons: readonly number[];
}

/** Daily impressions, one number a horizon, unrounded. */
export interface DailyPoint {
  baseline: number[];
  /** The targeting's own corrected baseline. */
  combined: number[];
  /** The forecast: the least of the corrected baselines of the targeting and all wider ones. */
  p50: number[];
  /** Corrected baseline of all requests. */
  allRequests: number[];
  /** The same over its baseline: the growth that all targetings share. */
  growth: number[];
}

/** Corrected baseline of a series, one number a horizon. */
type Forecaster = (values: Float64Array, horizons: readonly number[]) => number[];

/**
 * Forecasts daily P50s so that a narrower targeting never gets more than a wider one, with
 * dimensions dropped: the minimum over every subset of its dimensions. The subsets left after
 * dropping one are among them.
 */
export function monotonePoint(input: MonotoneInput): DailyPoint {
  const { generalisations, horizons } = input;
  const all = generalisations[0];
  const own = generalisations.at(-1);
  if (!all || !own) throw new RangeError('A history needs its generalisations');
  const forecaster = createForecaster(input, all);
  const combined = forecaster(own, horizons);
  const allRequests = forecaster(all, horizons);
  const allBaseline = baselinePath(all, all.length - 1, horizons);
  return {
    baseline: baselinePath(own, own.length - 1, horizons),
    combined,
    p50: lowest(input, combined, forecaster),
    allRequests,
    growth: allRequests.map((value, day) => ratioOrOne(value, allBaseline[day] as number)),
  };
}

function createForecaster({ correction, firstDay }: MonotoneInput, all: Float64Array): Forecaster {
  const profileOf = (values: Float64Array) => profileAt(dailySeries(values), values.length - 1);
  const allProfile = profileOf(all);
  return (values, horizons) =>
    correctedBaseline(correction, { own: profileOf(values), all: allProfile, firstDay }, horizons);
}

/**
 * Lowers the targeting's own forecast, day by day, to the least of those of all wider targetings.
 */
function lowest(input: MonotoneInput, own: readonly number[], forecaster: Forecaster): number[] {
  const p50 = [...own];
  // From the back, where the nearest are: the lower the minimum, the fewer the others to score.
  for (const wider of input.generalisations.slice(0, -1).reverse()) {
    const days = daysToLower(input, wider, p50);
    if (days.length === 0) continue;
    const horizons = days.map((day) => input.horizons[day] as number);
    for (const [index, value] of forecaster(wider, horizons).entries()) {
      const day = days[index] as number;
      p50[day] = Math.min(p50[day] as number, value);
    }
  }
  return p50;
}

/** The days that even the smallest factor could bring below the minimum so far. */
function daysToLower(input: MonotoneInput, wider: Float64Array, p50: readonly number[]): number[] {
  const { correction, horizons } = input;
  const least = correction.blendWeight === 0 ? 1 : correction.clamp.min;
  const base = baselinePath(wider, wider.length - 1, horizons);
  return base.flatMap((value, day) => (value * least < (p50[day] as number) ? [day] : []));
}

function ratioOrOne(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : 1;
}
