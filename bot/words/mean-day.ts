import type { Forecast, Range } from '../../data/forecast.ts';

/** The forecast's impressions on an average day of its flight. */
export function impressionsADay({ daily }: Pick<Forecast, 'daily'>): Range {
  const mean = (quantile: keyof Range) =>
    daily.reduce((sum, { impressions }) => sum + impressions[quantile], 0) /
    Math.max(1, daily.length);
  return { p10: mean('p10'), p50: mean('p50'), p90: mean('p90') };
}
