/** Daily values with running sums, so that the mean of any window costs two reads. */
export interface DailySeries {
  values: Float64Array;
  /** `sums[i]` is the sum of the first `i` values. */
  sums: Float64Array;
}

export function dailySeries(values: Float64Array): DailySeries {
  const sums = new Float64Array(values.length + 1);
  for (let day = 0; day < values.length; day++) {
    sums[day + 1] = (sums[day] as number) + (values[day] as number);
  }
  return { values, sums };
}

/** Mean of the `days` days that end with day `last`; NaN where the series does not reach so far. */
export function windowMean(series: DailySeries, last: number, days: number): number {
  const first = last - days + 1;
  if (first < 0 || last >= series.values.length) return Number.NaN;
  return ((series.sums[last + 1] as number) - (series.sums[first] as number)) / days;
}

export const DAYS_A_WEEK = 7;

/** Days that stand for 'recently': four whole weeks. */
export const RECENT_DAYS = 4 * DAYS_A_WEEK;

/** Mean of the last 28 days up to day `origin`, or of all there are. */
export function recentMean(series: DailySeries, origin: number): number {
  return windowMean(series, origin, Math.min(RECENT_DAYS, origin + 1));
}

/** The recent mean at the end of a series; 0 where it is empty. */
export function latestMean(values: Float64Array): number {
  const recent = values.subarray(-RECENT_DAYS);
  return recent.reduce((sum, value) => sum + value, 0) / Math.max(1, recent.length);
}

/** Fewest impressions a day, on recent average, that are forecast and learnt from. */
export const MIN_DAILY_MEAN = 20;

/** Volume tiers start at these daily means. */
export const TIER_STARTS = [0, 100, 1_000, 10_000];

/** The volume tier of a targeting by its recent daily mean, 0 the thinnest. */
export function volumeTier(dailyMean: number): number {
  return TIER_STARTS.findLastIndex((start) => dailyMean >= start);
}
