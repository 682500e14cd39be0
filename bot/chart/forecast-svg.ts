import { area, line } from 'd3-shape';

import { type Day, daysBetween } from '../../data/calendar.ts';
import type { Range } from '../../data/forecast.ts';
import { countAxis, dayAxis } from './axes.ts';
import { type ChartTitles, chartSvg } from './canvas.ts';
import { COLOURS, PLOT } from './layout.ts';
import { fanLegend } from './legend.ts';
import { fanScales, type Scales } from './scales.ts';
import { element } from './svg.ts';

/** From here on the weekly rhythm needs thinner lines to stay legible. */
const LONG_DAYS = 120;

/** What a fan chart shows: what was, and the range of what is to come. Both in order of day. */
export interface FanSeries {
  history: readonly { date: Day; value: number }[];
  /** At least one day. */
  forecast: readonly ({ date: Day } & Range)[];
}

export interface FanChart extends FanSeries, ChartTitles {}

/** Draws a fan chart as SVG: history, the dashed median, and the P10–P90 band. */
export function fanSvg(chart: FanChart): string {
  const scales = fanScales(chart);
  return chartSvg(chart, [
    fanLegend(chart.history.length > 0),
    countAxis(scales),
    dayAxis(scales),
    divider(chart, scales),
    curves(chart, scales),
  ]);
}

/** The vertical line between the history and the forecast. */
function divider({ history }: FanSeries, { x }: Scales): string {
  const last = history.at(-1);
  if (!last) return '';
  const at = x(last.date);
  return element('line', {
    x1: at,
    x2: at,
    y1: PLOT.top,
    y2: PLOT.bottom,
    stroke: COLOURS.divider,
    'stroke-dasharray': '3 4',
  });
}

/** Draws the P10–P90 band, the line of the history, and the dashed median. */
function curves({ history, forecast }: FanSeries, { x, y }: Scales): string {
  const band = area<FanSeries['forecast'][number]>(
    ({ date }) => x(date),
    ({ p10 }) => y(p10),
    ({ p90 }) => y(p90),
  );
  const path = line<{ date: Day; value: number }>(
    ({ date }) => x(date),
    ({ value }) => y(value),
  );
  const fan = fromLastKnown(history, forecast);
  const median = fan.map(({ date, p50 }) => ({ date, value: p50 }));
  const isLong = history.length + forecast.length > LONG_DAYS;
  const stroke = { fill: 'none', 'stroke-width': isLong ? 1.75 : 3.5, 'stroke-linejoin': 'round' };
  const dashes = { 'stroke-dasharray': isLong ? '5 3' : '9 5' };
  return [
    element('path', { d: band(fan) ?? '', fill: COLOURS.band }),
    element('path', { d: path(history) ?? '', stroke: COLOURS.history, ...stroke }),
    element('path', { d: path(median) ?? '', stroke: COLOURS.forecast, ...dashes, ...stroke }),
  ].join('');
}

/** Opens the fan at the last day of history, where there is no doubt, unless days lie between. */
function fromLastKnown(
  history: FanSeries['history'],
  forecast: FanSeries['forecast'],
): FanSeries['forecast'] {
  const [last, next] = [history.at(-1), forecast[0]];
  if (!last || !next || daysBetween(last.date, next.date) !== 1) return forecast;
  const { date, value } = last;
  return [{ date, p10: value, p50: value, p90: value }, ...forecast];
}
