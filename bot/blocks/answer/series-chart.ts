import type { Block } from '@slack/types';

import { LIMITS } from '../limits.ts';
import { truncate } from '../text.ts';

/** Slack's native chart of series over categories; `@slack/types` has no type for it yet. */
export interface SeriesChartBlock extends Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'line' | 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label: string; y_label: string };
  };
}

export interface SeriesChartParts {
  type: 'line' | 'bar';
  title: string;
  /** What the categories are. */
  axis: string;
  categories: readonly string[];
  /** Impressions, a value a category. */
  series: readonly { name: string; values: readonly number[] }[];
}

/** A line or bar chart drawn by Slack; nothing where it has more categories than fit, or none. */
export function seriesChart(parts: SeriesChartParts): SeriesChartBlock[] {
  const { type, title, axis } = parts;
  const categories = distinct(parts.categories);
  if (categories.length === 0 || categories.length > LIMITS.chartCategories) return [];
  const names = distinct(parts.series.map(({ name }) => name));
  const series = parts.series.map(({ values }, index) => ({
    name: names[index] ?? '',
    data: categories.map((label, at) => ({ label, value: Math.round(values[at] ?? 0) })),
  }));
  const axis_config = { categories, x_label: axis, y_label: 'Impressions' };
  return [{ type: 'data_visualization', title, chart: { type, series, axis_config } }];
}

/** Truncates labels to what a chart takes; duplicates are numbered. */
function distinct(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  for (const label of labels) {
    const short = truncate(label.trim() || '–', LIMITS.chartLabel);
    let name = short;
    for (let number = 2; taken.has(name); number += 1) name = numbered(short, number);
    taken.add(name);
  }
  return [...taken];
}

function numbered(label: string, number: number): string {
  const suffix = ` ${number}`;
  return truncate(label, LIMITS.chartLabel - suffix.length) + suffix;
}
