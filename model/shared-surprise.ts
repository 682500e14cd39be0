import type { Residual } from './intervals.ts';
import { mean, sum } from './numbers.ts';

/** Mean square of the log ratios. */
export function meanSquare(residuals: readonly Residual[]): number {
  return mean(residuals.map(({ logRatio }) => logRatio ** 2));
}

/**
 * The part of the residuals' mean square that all targetings of a day have in common, as on a
 * holiday: that of the days' means, less what means of independent residuals have by chance
 * (one-way analysis of variance).
 */
export function sharedSquare(residuals: readonly Residual[]): number {
  const days = [...Map.groupBy(residuals, ({ day }) => day).values()];
  const freedom = residuals.length - days.length;
  if (freedom === 0) return 0;
  const ofMeans = sum(days.map(squareOfMean)) / residuals.length;
  const chance = days.length / residuals.length;
  return Math.max(0, ofMeans - chance * meanSquare(residuals)) / (1 - chance);
}

/** The square of the mean of one day's residuals, once for each of them. */
function squareOfMean(ofDay: readonly Residual[]): number {
  return ofDay.length * mean(ofDay.map(({ logRatio }) => logRatio)) ** 2;
}
