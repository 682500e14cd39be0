import type { Metrics } from '../../data/verdict.ts';
import { measure } from '../metrics.ts';
import { mean, sum } from '../numbers.ts';
import { TIER_STARTS, volumeTier } from '../series.ts';
import type { Backtested } from './backtest.ts';
import type { Method, Predicted } from './methods.ts';

/** How accurate one method was; its ranges are null where it gives none. */
export interface Accuracy extends Omit<Metrics, 'pinball' | 'coverage80'> {
  pinball: number | null;
  coverage80: number | null;
}

/** A method's accuracy, a day and in total, and by volume. */
export interface MethodReport extends Accuracy {
  name: string;
  /** Mean absolute scaled error; null where nothing could be scaled. */
  mase: number | null;
  /** Root mean squared scaled error; null likewise. */
  rmsse: number | null;
  /** Of the sums over all days ahead. */
  total: Accuracy;
  /** Daily accuracy of targetings by their recent daily mean, from `from` impressions up. */
  tiers: (Accuracy & { from: number })[];
}

/** Summarises what methods forecast from many origins: how near each came, and how often in range. */
export function reportMethods(
  methods: readonly Method[],
  backtested: readonly Backtested[],
): MethodReport[] {
  return methods.map(({ name }, index) => ({
    name,
    ...dailyAccuracy(backtested, index),
    ...scaledErrors(backtested, index),
    total: totalAccuracy(backtested, index),
    tiers: byTier(backtested).map(({ from, members }) => {
      return { from, ...dailyAccuracy(members, index) };
    }),
  }));
}

function dailyAccuracy(backtested: readonly Backtested[], method: number): Accuracy {
  return accuracyOf(
    backtested.flatMap(({ actual, forecasts }) =>
      (forecasts[method]?.daily ?? []).map((predicted, day) => {
        return { actual: actual[day] as number, predicted };
      }),
    ),
  );
}

function totalAccuracy(backtested: readonly Backtested[], method: number): Accuracy {
  return accuracyOf(
    backtested.flatMap(({ actual, forecasts }) => {
      const predicted = forecasts[method]?.total;
      return predicted ? [{ actual: sum(actual), predicted }] : [];
    }),
  );
}

function accuracyOf(compared: readonly { actual: number; predicted: Predicted }[]): Accuracy {
  const { pinball, coverage80, ...errors } = measure(
    compared.map(({ actual, predicted: { p50, range } }) => {
      return { actual, range: range ?? { p10: p50, p50, p90: p50 } };
    }),
  );
  const hasRanges = compared.length > 0 && compared.every(({ predicted }) => predicted.range);
  return hasRanges
    ? { ...errors, pinball, coverage80 }
    : { ...errors, pinball: null, coverage80: null };
}

/** Means over the forecasts whose series changed at all before the origin. */
function scaledErrors(
  backtested: readonly Backtested[],
  method: number,
): Pick<MethodReport, 'mase' | 'rmsse'> {
  const scaled = backtested.filter(({ scale }) => scale.absolute > 0);
  if (scaled.length === 0) return { mase: null, rmsse: null };
  const errors = scaled.map(({ scale, actual, forecasts }) => {
    const daily = forecasts[method]?.daily ?? [];
    return { scale, of: daily.map(({ p50 }, day) => p50 - (actual[day] as number)) };
  });
  const squared = (error: number) => error ** 2;
  return {
    mase: mean(errors.map(({ scale, of }) => mean(of.map(Math.abs)) / scale.absolute)),
    rmsse: mean(errors.map(({ scale, of }) => Math.sqrt(mean(of.map(squared)) / scale.squared))),
  };
}

/** The volume tiers that have forecasts, the thinnest first. */
function byTier(backtested: readonly Backtested[]) {
  return TIER_STARTS.map((from, tier) => {
    return { from, members: backtested.filter(({ dailyMean }) => volumeTier(dailyMean) === tier) };
  }).filter(({ members }) => members.length > 0);
}
