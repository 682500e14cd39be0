/** The width of every chart, in the units of its drawing. */
export const WIDTH = 640;

const PLOT = { left: 64, right: 30, top: 12, height: 206 };

/** Maps a chart's data to positions in the drawing, in its units. */
export interface Scale {
  x(index: number): number;
  y(value: number): number;
  /** The width that one category has. */
  bandPx: number;
  leftPx: number;
  rightPx: number;
  bottomPx: number;
}

/**
 * The scale of a chart. Bars stand in the middle of their category; points stand on its line, the
 * first on the axis.
 */
export function createScale(count: number, ticks: readonly number[], isBar: boolean): Scale {
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const plotWidth = WIDTH - PLOT.left - PLOT.right;
  const bandPx = isBar ? plotWidth / count : plotWidth / Math.max(1, count - 1);
  return {
    bandPx,
    leftPx: PLOT.left,
    rightPx: WIDTH - PLOT.right,
    bottomPx: PLOT.top + PLOT.height,
    x: (index) => PLOT.left + bandPx * (isBar ? index + 0.5 : index),
    y: (value) => PLOT.top + PLOT.height * (1 - (value - low) / (high - low)),
  };
}

/** Ticks of an axis: round values from zero (or below it) to at least the largest value. */
export function axisTicks(values: readonly number[], wanted = 4): number[] {
  const low = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  // Where all is zero, the axis has a height nevertheless.
  const high = low === highest ? 1 : highest;
  const step = niceStep((high - low) / wanted);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10;
  return factor * power;
}
