import type { Forecast, Range } from '../../data/forecast.ts';
import { impressionsADay } from './mean-day.ts';
import { roundCount } from './numbers.ts';

/** Below this, relative to the other, two numbers are the same to a planner. */
const SAME_BELOW = 0.005;

/** How far two P10–P90 ranges overlap: with both expected values inside, in part, or not at all. */
export type Overlap = 'wide' | 'partial' | 'none';

/** One number of two forecasts, before and after. */
export interface Change {
  /** `impressions a day`. */
  name: string;
  before: number;
  after: number;
}

/** Compares the numbers of two forecasts: impressions a day first, then reach and delivery. */
export function changesBetween(before: Forecast, after: Forecast): Change[] {
  const change = (name: string, of: (forecast: Forecast) => number | undefined) => {
    const [first, second] = [of(before), of(after)];
    return first === undefined || second === undefined
      ? []
      : [{ name, before: first, after: second }];
  };
  return [
    ...change('impressions a day', (forecast) => impressionsADay(forecast).p50),
    ...change('reach', ({ total }) => total.reach?.p50),
    ...change('delivery', ({ delivery }) => delivery?.impressions.p50),
  ];
}

/** Says by how much a number changed: `−23% impressions a day (1.2k → 900)`. */
export function changeInWords(change: Change): string {
  const { name, before, after } = change;
  const effect = relativeChange(change);
  if (effect === 0) return `same ${name} (${roundCount(after)})`;
  const numbers = `${roundCount(before)} → ${roundCount(after)}`;
  if (effect === null) return `${name} ${numbers}`;
  return `${signedPercent(effect)} ${name} (${numbers})`;
}

/**
 * The relative change of a number: 0.1 for a tenth more; 0 where it makes no difference, null where
 * there was nothing before.
 */
export function relativeChange({ before, after }: Omit<Change, 'name'>): number | null {
  if (before === 0) return after === 0 ? 0 : null;
  const effect = after / before - 1;
  return Math.abs(effect) < SAME_BELOW ? 0 : effect;
}

/** A change in percent with its sign: `+12%`, `−23%`, `±0%`. */
export function signedPercent(effect: number): string {
  if (Math.abs(effect) < SAME_BELOW) return '±0%';
  return `${effect < 0 ? '−' : '+'}${percentOf(effect)}`;
}

/** The size of an effect, whatever its direction: `23%`. */
export function percentOf(effect: number): string {
  return `${Math.round(Math.abs(effect) * 100).toLocaleString('en')}%`;
}

/** How far two ranges overlap: wide where each expected value lies in the other's range. */
export function overlapOf(first: Range, second: Range): Overlap {
  const holds = ({ p10, p90 }: Range, value: number) => p10 <= value && value <= p90;
  if (holds(first, second.p50) && holds(second, first.p50)) return 'wide';
  return first.p10 <= second.p90 && second.p10 <= first.p90 ? 'partial' : 'none';
}
