import { addDays } from '../../data/calendar.ts';
import { type Breakdown, readBreakdown } from '../../data/clickhouse/queries/breakdown.ts';
import type { HistorySource } from '../../data/clickhouse/run.ts';
import type { BreakdownDimension } from '../../data/dimensions.ts';
import type { Forecast, Range } from '../../data/forecast.ts';

/** Four whole weeks: recent, and every weekday as often as the others. */
const WINDOW_DAYS = 28;

/** Values by name; more are hard to take in. */
const NAMED_VALUES = 8;

export interface BreakdownOrder {
  forecast: Forecast;
  dimension: BreakdownDimension;
  signal?: AbortSignal | undefined;
}

/**
 * Breaks a forecast down by a dimension, such as the operating system: splits the total by the
 * values' shares of the last four weeks of history.
 */
export async function breakDown(
  clickhouse: HistorySource,
  { forecast, dimension, signal }: BreakdownOrder,
): Promise<Forecast> {
  const last = forecast.dataThrough;
  const held = await readBreakdown(clickhouse, {
    targeting: forecast.plan.targeting,
    span: { first: addDays(last, 1 - WINDOW_DAYS), last },
    dimension,
    top: NAMED_VALUES,
    signal,
  });
  return { ...forecast, breakdown: splitByShares(forecast.total.impressions, held) };
}

/**
 * Splits a total into one range a value, by its share; none where the history holds nothing to
 * split it by.
 */
export function splitByShares(
  total: Range,
  { values, rest }: Breakdown,
): NonNullable<Forecast['breakdown']> {
  const all = values.reduce((sum, { count }) => sum + count, rest);
  const others = rest > 0 ? [{ value: null, count: rest }] : [];
  return [...values, ...others].map(({ value, count }) => {
    const share = count / all;
    return { value, share, impressions: scale(total, share) };
  });
}

function scale({ p10, p50, p90 }: Range, share: number): Range {
  return { p10: p10 * share, p50: p50 * share, p90: p90 * share };
}
