import { sum } from '../numbers.ts';
import { DAYS_A_WEEK } from '../series.ts';

/** How much a series changes from one week to the next: what errors are scaled by. */
export interface SeasonalScale {
  /** Mean absolute change from the same weekday a week before. */
  absolute: number;
  /** Mean squared change. */
  squared: number;
}

/**
 * Measures the in-sample errors of the seasonal naive forecast of daily values, by which MASE and
 * RMSSE are scaled (Hyndman and Koehler 2006; Makridakis et al. 2022). NaN where the values are of
 * a week or less.
 */
export function seasonalScale(values: Float64Array): SeasonalScale {
  const changes = [...values.subarray(DAYS_A_WEEK)].map(
    (value, index) => value - (values[index] as number),
  );
  return {
    absolute: sum(changes.map(Math.abs)) / changes.length,
    squared: sum(changes.map((change) => change ** 2)) / changes.length,
  };
}
