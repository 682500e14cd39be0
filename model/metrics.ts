import type { Range } from '../data/forecast.ts';
import type { Metrics } from '../data/verdict.ts';

/** A forecast beside what came. */
export interface Scored {
  actual: number;
  range: Range;
}

/**
 * Measures the accuracy of forecasts against what came: WAPE, bias, pinball loss and coverage of
 * P10-P90; all zeros where there is nothing to measure.
 */
export function measure(scored: readonly Scored[]): Metrics {
  const mean = (value: (entry: Scored) => number) =>
    scored.reduce((sum, entry) => sum + value(entry), 0) / Math.max(1, scored.length);
  const scale = mean(({ actual }) => actual) || 1;
  return {
    count: scored.length,
    wape: mean(({ actual, range }) => Math.abs(actual - range.p50)) / scale,
    bias: mean(({ actual, range }) => range.p50 - actual) / scale,
    pinball: mean(pinball) / scale,
    coverage80: mean(({ actual, range }) => (actual >= range.p10 && actual <= range.p90 ? 1 : 0)),
  };
}

/** The mean quantile loss of P10, P50 and P90. */
function pinball({ actual, range }: Scored): number {
  const loss = (quantile: number, level: number) =>
    Math.max(level * (actual - quantile), (level - 1) * (actual - quantile));
  return (loss(range.p10, 0.1) + loss(range.p50, 0.5) + loss(range.p90, 0.9)) / 3;
}
