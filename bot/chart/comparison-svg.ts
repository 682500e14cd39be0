import { area, line } from 'd3-shape';

import type { Day } from '../../data/calendar.ts';
import type { Range } from '../../data/forecast.ts';
import { countAxis, dayAxis } from './axes.ts';
import { type ChartTitles, chartSvg } from './canvas.ts';
import { COLOURS } from './layout.ts';
import { pairLegend } from './legend.ts';
import { fanScales, type Scales } from './scales.ts';
import { element } from './svg.ts';

type ForecastDay = { date: Day } & Range;

/** One of two forecasts: what it is called, and at least one day, in order. */
export interface PairSeries {
  name: string;
  forecast: readonly ForecastDay[];
}

export interface PairChart extends ChartTitles {
  pair: readonly [PairSeries, PairSeries];
}

/** The second is dashed too, for those who do not tell the colours apart. */
const STYLES = [
  { stroke: COLOURS.history, fill: COLOURS.otherBand, dashes: 'none' },
  { stroke: COLOURS.forecast, fill: COLOURS.band, dashes: '9 5' },
] as const;

/**
 * Draws a comparison chart as SVG: two forecasts over the same axes, each with its median and
 * P10–P90 band.
 */
export function pairSvg(chart: PairChart): string {
  const [first, second] = chart.pair;
  const scales = fanScales({ history: [], forecast: [...first.forecast, ...second.forecast] });
  return chartSvg(chart, [
    pairLegend([first.name, second.name]),
    countAxis(scales),
    dayAxis(scales),
    ...chart.pair.map(({ forecast }, index) => band(forecast, scales, STYLES[index])),
    ...chart.pair.map(({ forecast }, index) => median(forecast, scales, STYLES[index])),
  ]);
}

type Style = (typeof STYLES)[number] | undefined;

/** The shaded P10–P90 band of one forecast. */
function band(forecast: PairSeries['forecast'], { x, y }: Scales, style: Style): string {
  const shape = area<ForecastDay>(
    ({ date }) => x(date),
    ({ p10 }) => y(p10),
    ({ p90 }) => y(p90),
  );
  return element('path', {
    d: shape(forecast) ?? '',
    fill: style?.fill ?? COLOURS.band,
    'fill-opacity': 0.6,
  });
}

/** The line of one forecast's expected values, its P50. */
function median(forecast: PairSeries['forecast'], { x, y }: Scales, style: Style): string {
  const path = line<ForecastDay>(
    ({ date }) => x(date),
    ({ p50 }) => y(p50),
  );
  return element('path', {
    d: path(forecast) ?? '',
    fill: 'none',
    stroke: style?.stroke ?? COLOURS.forecast,
    'stroke-width': 3.5,
    'stroke-linejoin': 'round',
    'stroke-dasharray': style?.dashes ?? 'none',
  });
}
