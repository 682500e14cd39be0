import type { Metrics } from '../data/verdict.ts';
import { measureIntervals } from './calibration.ts';
import { type IntervalCell, rangeAround, spreadFor } from './intervals.ts';
import { measure, type Scored } from './metrics.ts';
import type { Panel } from './panel.ts';
import type { Period } from './periods.ts';
import type { Correction } from './point.ts';
import { type PastForecast, rollingForecasts } from './rolling.ts';

/** Metrics are of the days up to this many ahead. */
export const TEST_HORIZON_DAYS = 7;

/**
 * Measures by a backtest how accurate daily forecasts are over the test period, with ranges
 * calibrated without it.
 */
export function backtestMetrics(
  panel: Panel,
  correction: Correction,
  periods: { calibration: Period; test: Period; baselineFrom: number },
): Metrics {
  const { calibration, test, baselineFrom } = periods;
  const cells = measureIntervals(panel, correction, { unseen: calibration, baselineFrom });
  const tested = rollingForecasts(panel, correction, test);
  return measure(tested.flatMap((forecast) => scoreDays(forecast, cells)));
}

/** The first days of a past forecast, with their ranges, beside what came. */
function scoreDays(forecast: PastForecast, cells: readonly IntervalCell[]): Scored[] {
  const { dailyMean, p50, actual } = forecast;
  return p50.slice(0, TEST_HORIZON_DAYS).map((value, index) => {
    const spread = spreadFor(cells, { dailyMean, horizon: index + 1, length: 1 });
    return { actual: actual[index] as number, range: rangeAround(value, spread) };
  });
}
