import { logRatio, type Residual } from './intervals.ts';
import type { PastForecast } from './rolling.ts';

/** Flight lengths whose totals are calibrated, in days; 1 is a day's own forecast. */
const LENGTHS = [1, 3, 7, 14, 28, 60];

/**
 * Residuals of every day of past forecasts, and of flights of several lengths within them: each
 * length from the first day on, and back to back after that.
 */
export function flightResiduals(forecasts: readonly PastForecast[]): Residual[] {
  return forecasts.flatMap((forecast) =>
    LENGTHS.flatMap((length) =>
      Array.from({ length: Math.floor(forecast.p50.length / length) }, (_, flight) =>
        flightResidual(forecast, flight * length, length),
      ),
    ),
  );
}

function flightResidual(forecast: PastForecast, start: number, length: number): Residual {
  const total = (daily: readonly number[]) =>
    daily.slice(start, start + length).reduce((sum, value) => sum + value, 0);
  return {
    dailyMean: forecast.dailyMean,
    horizon: start + length,
    length,
    day: forecast.origin + start + length,
    logRatio: logRatio(total(forecast.actual), total(forecast.p50)),
  };
}
