import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { text } from './text.ts';

const { chart, id } = SLACK_LIMITS;
const label = text(chart.label);
const point = z.strictObject({ label, value: z.number() });

const axes = z.strictObject({
  categories: z.array(label).min(1).max(chart.categories),
  x_label: text(chart.axisLabel).optional(),
  y_label: text(chart.axisLabel).optional(),
});
const series = z.strictObject({ name: label, data: z.array(point) });

interface SeriesChart {
  series: z.infer<typeof series>[];
  axis_config: z.infer<typeof axes>;
}

const onePointPerCategory = ({ series, axis_config: { categories } }: SeriesChart) =>
  series.every(
    ({ data }) =>
      data.length === categories.length &&
      data.every((each, index) => each.label === categories[index]),
  );
const distinctNames = ({ series }: SeriesChart) =>
  new Set(series.map(({ name }) => name)).size === series.length;

/** A line, bar or area chart: each series has one point for each category. */
const seriesChart = <Type extends 'line' | 'bar' | 'area'>(type: Type) =>
  z
    .strictObject({
      type: z.literal(type),
      series: z.array(series).min(1).max(chart.series),
      axis_config: axes,
    })
    .refine(onePointPerCategory, { message: 'each series must have one point for each category' })
    .refine(distinctNames, { message: 'series names must be distinct' });

const pieChart = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(chart.segments),
});

/** Schema of a chart block: line, bar, area or pie. */
export const dataVisualizationBlock = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: text(id).optional(),
  title: text(chart.title),
  chart: z.discriminatedUnion('type', [
    seriesChart('line'),
    seriesChart('bar'),
    seriesChart('area'),
    pieChart,
  ]),
});
