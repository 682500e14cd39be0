import { type ScaleLinear, scaleLinear } from 'd3-scale';

import { type Day, dayFromNumber, dayNumber } from '../../data/calendar.ts';
import type { FanSeries } from './forecast-svg.ts';
import { PLOT } from './layout.ts';

const Y_TICKS = 4;
const X_LABELS = 5;

export interface Scales {
  x: (day: Day) => number;
  y: ScaleLinear<number, number>;
  yTicks: number[];
  /** Days that get a label: whole steps back and forth from the first forecast day. */
  labelledDays: Day[];
}

/**
 * Maps days and counts to points of the plot, with the ticks of both axes. The count axis begins at
 * zero, so heights compare.
 */
export function fanScales({ history, forecast }: FanSeries): Scales {
  const days = [...history, ...forecast].map(({ date }) => dayNumber(date));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const highest = Math.max(...history.map(({ value }) => value), ...forecast.map(({ p90 }) => p90));
  const position = scaleLinear([first, Math.max(last, first + 1)], [PLOT.left, PLOT.right]);
  const y = scaleLinear([0, highest || 1], [PLOT.bottom, PLOT.top]).nice(Y_TICKS);
  return {
    x: (day) => position(dayNumber(day)),
    y,
    yTicks: y.ticks(Y_TICKS),
    labelledDays: labelledDays(first, last, dayNumber(forecast[0]?.date ?? dayFromNumber(last))),
  };
}

function labelledDays(first: number, last: number, origin: number): Day[] {
  const spacing = labelSpacing(last - first);
  const start = origin - Math.floor((origin - first) / spacing) * spacing;
  const count = Math.floor((last - start) / spacing) + 1;
  return Array.from({ length: count }, (_, index) => dayFromNumber(start + index * spacing));
}

/** Days between labels: whole weeks, except where so few days are shown that each can have one. */
function labelSpacing(days: number): number {
  const even = Math.max(1, Math.ceil(days / X_LABELS));
  return even <= 2 ? even : Math.ceil(even / 7) * 7;
}
