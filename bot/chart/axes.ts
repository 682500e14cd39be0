import { shortDay } from '../words/dates.ts';
import { preciseCount } from '../words/numbers.ts';
import { COLOURS, PLOT } from './layout.ts';
import type { Scales } from './scales.ts';
import { element, label } from './svg.ts';

/** Draws the y axis: counts on the left, with a grid line across the plot for each. */
export function countAxis({ y, yTicks }: Scales): string {
  return yTicks
    .map((tick) => {
      const at = y(tick);
      const ends = { x1: PLOT.left, x2: PLOT.right, y1: at, y2: at };
      return (
        element('line', { ...ends, stroke: COLOURS.grid }) +
        label(preciseCount(tick), { x: PLOT.left - 10, y: at + 6, 'text-anchor': 'end' })
      );
    })
    .join('');
}

/** Draws the x axis: dates below the plot, kept inside the canvas. */
export function dayAxis({ x, labelledDays }: Scales): string {
  return labelledDays
    .map((day) => {
      const at = Math.min(Math.max(x(day), PLOT.left + 10), PLOT.right - 24);
      return label(shortDay(day), { x: at, y: PLOT.bottom + 30, 'text-anchor': 'middle' });
    })
    .join('');
}
