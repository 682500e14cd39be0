const DAYS_A_WEEK = 7;

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
  const mean = (of: (change: number) => number) =>
    changes.reduce((sum, change) => sum + of(change), 0) / changes.length;
  return { absolute: mean(Math.abs), squared: mean((change) => change ** 2) };
}
