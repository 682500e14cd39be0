import { DAYS_A_WEEK } from './series.ts';

/** What the same weekday of each of the last weeks weighs, latest first. */
const WEEK_WEIGHTS = [1, 0.8, 0.64, 0.512];

/**
 * Expected value of day `origin + horizon` from the values up to day `origin`: the weighted mean
 * of the same weekday over the last four weeks, or of all days where history is under a week.
 *
 * It is linear with non-negative weights that depend on the days alone. So of two targetings of
 * which one matches everything the other does, the wider one never gets the lower baseline.
 */
export function baseline(values: Float64Array, origin: number, horizon: number): number {
  if (origin + 1 < DAYS_A_WEEK) return plainMean(values, origin);
  const latest = origin + horizon - DAYS_A_WEEK * Math.ceil(horizon / DAYS_A_WEEK);
  let sum = 0;
  let weights = 0;
  for (const [week, weight] of WEEK_WEIGHTS.entries()) {
    const day = latest - DAYS_A_WEEK * week;
    if (day < 0) break;
    sum += weight * (values[day] as number);
    weights += weight;
  }
  return sum / weights;
}

/** Mean baseline of the week after `origin`: the level without any weekday in it. */
export function baselineLevel(values: Float64Array, origin: number): number {
  let sum = 0;
  for (let horizon = 1; horizon <= DAYS_A_WEEK; horizon++) sum += baseline(values, origin, horizon);
  return sum / DAYS_A_WEEK;
}

function plainMean(values: Float64Array, origin: number): number {
  let sum = 0;
  for (let day = 0; day <= origin; day++) sum += values[day] as number;
  return sum / (origin + 1);
}
