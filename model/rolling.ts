import { profileAt } from './features.ts';
import { type Panel, rollingWindows, rootProfiles, type Window } from './panel.ts';
import type { Period } from './periods.ts';
import { type Correction, correctedBaseline } from './point.ts';
import { recentMean } from './series.ts';

/** A forecast made in the past, beside what came. One entry a day after the origin. */
export interface PastForecast {
  dailyMean: number;
  origin: number;
  p50: number[];
  actual: number[];
}

/** Enough windows for steady quantiles, few enough to score in a few seconds. */
const MAX_WINDOWS = 3_000;

/**
 * Backtests the forecast: makes it for the period's days from origins that roll through it, each
 * beside what came.
 */
export function rollingForecasts(panel: Panel, correction: Correction, period: Period) {
  const rootAt = rootProfiles(panel);
  const forecast = ({ series, origin, days }: Window): PastForecast => {
    const view = { own: profileAt(series, origin), all: rootAt(origin), firstDay: panel.firstDay };
    const horizons = Array.from({ length: days }, (_, index) => index + 1);
    return {
      dailyMean: recentMean(series, origin),
      origin,
      p50: correctedBaseline(correction, view, horizons),
      actual: [...series.values.subarray(origin + 1, origin + 1 + days)],
    };
  };
  return rollingWindows(panel, period, MAX_WINDOWS).map(forecast);
}
