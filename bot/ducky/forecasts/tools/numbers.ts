import type { Range } from '../../../../data/forecast.ts';
import { relativeChange } from '../../../words/difference.ts';
import { inWholes } from '../../../words/numbers.ts';

/** A range of counts as people are shown them, in wholes. */
export function wholeRange({ p10, p50, p90 }: Range): Range {
  return { p10: inWholes(p10), p50: inWholes(p50), p90: inWholes(p90) };
}

/** An effect in whole percent, as it is shown: 0.125 is 13, -0.125 is -13. */
export function wholePercent(effect: number): number {
  const size = Math.round(Math.abs(effect) * 100);
  return effect < 0 && size > 0 ? -size : size;
}

/** A share in percent, to one decimal: 0.1234 is 12.3. */
export function finePercent(share: number): number {
  return Number((share * 100).toFixed(1));
}

/** How far the second number is from the first, in whole percent; null where the first is nothing. */
export function percentChange(before: number, after: number): number | null {
  const effect = relativeChange({ before, after });
  return effect === null ? null : wholePercent(effect);
}

/** The arithmetic mean; 0 of none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
