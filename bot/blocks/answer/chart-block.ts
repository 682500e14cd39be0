import type { Block } from '@slack/types';

import type { Forecast, Range } from '../../../data/forecast.ts';
import { shortDay } from '../../words/dates.ts';
import { LIMITS } from '../limits.ts';

/** Slack's native chart; `@slack/types` has no type for it yet. */
interface ChartBlock extends Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'line';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label: string; y_label: string };
  };
}

const QUANTILES = [
  { key: 'p90', name: 'High (P90)' },
  { key: 'p50', name: 'Expected (P50)' },
  { key: 'p10', name: 'Low (P10)' },
] as const satisfies { key: keyof Range; name: string }[];

/**
 * The line chart of daily impressions at P10, P50 and P90, drawn by Slack; nothing where the flight
 * has more days than one can hold.
 */
export function impressionsChart({ daily }: Forecast): ChartBlock[] {
  if (daily.length === 0 || daily.length > LIMITS.chartCategories) return [];
  const categories = daily.map(({ date }) => shortDay(date));
  const series = QUANTILES.map(({ key, name }) => ({
    name,
    data: daily.map(({ date, impressions }) => ({
      label: shortDay(date),
      value: Math.round(impressions[key]),
    })),
  }));
  const axis_config = { categories, x_label: 'Day', y_label: 'Impressions' };
  const title = 'Impressions a day';
  return [{ type: 'data_visualization', title, chart: { type: 'line', series, axis_config } }];
}
