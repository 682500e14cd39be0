import type { Day } from '../../data/calendar.ts';
import type { DueForecast } from '../../data/postgres/accuracy/due-forecasts.ts';
import type { DayAccuracy } from '../../data/postgres/accuracy/live-accuracy.ts';

/** A forecast for a day, and the impressions that came. */
export interface ComparedForecast extends DueForecast {
  came: number;
}

/** The error of each model's forecasts for a day, and how often P10 to P90 held what came. */
export function compareDay(date: Day, forecasts: readonly ComparedForecast[]): DayAccuracy[] {
  const byModel = Map.groupBy(forecasts, ({ modelVersion }) => modelVersion);
  return [...byModel].map(([modelVersion, own]) => ({
    date,
    modelVersion,
    forecasts: own.length,
    impressions: sum(own, ({ came }) => came),
    error: sum(own, ({ p50, came }) => p50 - came),
    absoluteError: sum(own, ({ p50, came }) => Math.abs(p50 - came)),
    covered: own.filter(({ p10, came, p90 }) => p10 <= came && came <= p90).length,
  }));
}

function sum<Item>(items: readonly Item[], amount: (item: Item) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
