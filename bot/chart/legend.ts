import { fit } from './canvas.ts';
import { CANVAS, COLOURS } from './layout.ts';
import { element, label } from './svg.ts';

const BASELINE = 104;
const SWATCH = { width: 30, gap: 10 };

/** Draws the legend of a fan chart above the plot: history, dashed median (P50), P10–P90 band. */
export function fanLegend(hasHistory: boolean): string {
  const history = entry(24, 'History', rule(24, COLOURS.history));
  const shift = hasHistory ? 136 : 0;
  const medianAt = 24 + shift;
  const bandAt = medianAt + 206;
  return [
    hasHistory ? history : '',
    entry(medianAt, 'Expected (P50)', rule(medianAt, COLOURS.forecast, '8 3')),
    entry(bandAt, 'Likely range (P10–P90)', swatch(bandAt)),
  ].join('');
}

/** Draws the legend of two compared forecasts above the plot: each name beside its line. */
export function pairLegend(names: readonly [string, string]): string {
  const [first, second] = names.map((name) => fit(name, 26));
  const secondAt = CANVAS.width / 2;
  return [
    entry(24, first ?? '', rule(24, COLOURS.history)),
    entry(secondAt, second ?? '', rule(secondAt, COLOURS.forecast, '8 3')),
  ].join('');
}

function entry(x: number, text: string, mark: string): string {
  return mark + label(text, { x: x + SWATCH.width + SWATCH.gap, y: BASELINE });
}

function rule(x: number, stroke: string, dashes = 'none'): string {
  const y = BASELINE - 6;
  const ends = { x1: x, x2: x + SWATCH.width, y1: y, y2: y };
  return element('line', { ...ends, stroke, 'stroke-width': 3.5, 'stroke-dasharray': dashes });
}

function swatch(x: number): string {
  const box = { x, y: BASELINE - 14, width: SWATCH.width, height: 16, rx: 2 };
  return element('rect', { ...box, fill: COLOURS.band });
}
