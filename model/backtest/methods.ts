import { addDays } from '../../data/calendar.ts';
import { isRefusal, type Range } from '../../data/forecast.ts';
import { ownImpressions, type TargetingHistory } from '../../data/history.ts';
import type { PreparedModel } from '../artifact.ts';
import { forecastTargeting } from '../forecast.ts';
import { sum } from '../numbers.ts';
import { refuseThin } from '../refusal.ts';
import { DAYS_A_WEEK } from '../series.ts';

/** What a method says of a day or a flight; without a range where it has none. */
export interface Predicted {
  p50: number;
  range: Range | null;
}

/** The impressions that a method forecasts. */
export interface MethodForecast {
  /** One entry a day of the flight. */
  daily: readonly Predicted[];
  total: Predicted;
}

/** A way to forecast the days that follow a history. */
export interface Method {
  name: string;
  forecast(history: TargetingHistory, days: number): MethodForecast;
}

/** The naive forecast: every day is like the last one known. */
export const naive = pointMethod('naive', (known) => known.at(-1) ?? 0);

/** The seasonal naive forecast: every day is like the same weekday of the last week known. */
export const seasonalNaive = pointMethod('seasonal naive', (known, horizon) => {
  const daysBack = DAYS_A_WEEK - ((horizon - 1) % DAYS_A_WEEK);
  return known.at(-daysBack) ?? 0;
});

/** Forecasts as people get them with this model, rounded and never above a wider targeting. */
export function modelMethod(name: string, model: PreparedModel): Method {
  return {
    name,
    forecast(history, days) {
      const { last } = history.span;
      const flight = { start: addDays(last, 1), end: addDays(last, days) };
      const asked = { id: name, plan: { targeting: {}, flight }, history, model };
      const result = forecastTargeting({ ...asked, generatedAt: new Date(0) });
      if (isRefusal(result)) throw new Error('what is forecastable is not refused');
      const predicted = ({ impressions }: { impressions: Range }): Predicted => {
        return { p50: impressions.p50, range: impressions };
      };
      return { daily: result.daily.map(predicted), total: predicted(result.total) };
    },
  };
}

/** Whether people would get a forecast from this history, and not a refusal. */
export function isForecastable(history: TargetingHistory): boolean {
  return refuseThin(history) === undefined;
}

/** A method that forecasts each day by itself, without a range. */
function pointMethod(
  name: string,
  valueAhead: (known: Float64Array, horizon: number) => number,
): Method {
  return {
    name,
    forecast(history, days) {
      const known = ownImpressions(history);
      const p50s = Array.from({ length: days }, (_, index) => valueAhead(known, index + 1));
      const predicted = (p50: number): Predicted => ({ p50, range: null });
      return { daily: p50s.map(predicted), total: predicted(sum(p50s)) };
    },
  };
}
