import { addDays, type Day, daysBetween } from '../../data/calendar.ts';
import { ownImpressions, type TargetingHistory } from '../../data/history.ts';
import { latestMean } from '../series.ts';
import { isForecastable, type Method, type MethodForecast } from './methods.ts';
import { type SeasonalScale, seasonalScale } from './seasonal-scale.ts';

/** What several methods forecast from one origin, beside what came. */
export interface Backtested {
  /** The last day known. */
  origin: Day;
  /** Recent mean of the targeting at the origin, in impressions a day. */
  dailyMean: number;
  scale: SeasonalScale;
  /** One number a day after the origin. */
  actual: readonly number[];
  /** In the order of the methods. */
  forecasts: readonly MethodForecast[];
}

export interface BacktestOptions {
  methods: readonly Method[];
  /** The days after which is forecast, each with `horizon` days of the history after it. */
  origins: readonly Day[];
  /** Days ahead. */
  horizon: number;
  /** So many days of history a forecast sees at most, as where people ask. */
  historyDays: number;
}

/**
 * Backtests one targeting from rolling origins (Tashman 2000): each method forecasts the days after
 * an origin from what was known on it, and is held against what came. Origins at which people would
 * have been refused a forecast are left out.
 */
export function backtestTargeting(
  history: TargetingHistory,
  { methods, origins, horizon, historyDays }: BacktestOptions,
): Backtested[] {
  return origins.flatMap((origin) => {
    const known = historyUpTo(history, origin, historyDays);
    if (!isForecastable(known)) return [];
    const own = ownImpressions(known);
    const after = daysBetween(history.span.first, origin) + 1;
    return [
      {
        origin,
        dailyMean: latestMean(own),
        scale: seasonalScale(own),
        actual: [...ownImpressions(history).subarray(after, after + horizon)],
        forecasts: methods.map((method) => method.forecast(known, horizon)),
      },
    ];
  });
}

/** What was known of the impressions on a day: nothing after it, and no users. */
function historyUpTo(history: TargetingHistory, last: Day, days: number): TargetingHistory {
  const end = daysBetween(history.span.first, last) + 1;
  const start = Math.max(0, end - days);
  return {
    span: { first: addDays(history.span.first, start), last },
    generalisations: history.generalisations.map(({ dimensions, impressions }) => {
      return { dimensions, impressions: impressions.subarray(start, end) };
    }),
    reach: null,
    frequency: null,
    capShare: null,
  };
}
