import type { Range } from '../../data/forecast.ts';

const COUNT = new Intl.NumberFormat('en', {
  notation: 'compact',
  maximumFractionDigits: 1,
  maximumSignificantDigits: 3,
  roundingPriority: 'lessPrecision',
});

/** From here on a part of one says nothing; below it, whether there is anything at all. */
const WHOLE_FROM = 1;

const PRECISE = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/**
 * Abbreviates a count as people say it, with k and M: 67.9 is `68`, 1,240 is `1.2k`, 16,820 is
 * `16.8k`, 168,200 is `168k`.
 */
export function roundCount(count: number): string {
  return COUNT.format(inWholes(count)).replace('K', 'k');
}

/** A P10–P90 range as people say it, without its middle: `900–1.5k`. */
export function roundRange({ p10, p90 }: Range): string {
  return `${roundCount(p10)}–${roundCount(p90)}`;
}

/** Abbreviates a count for a table, to three digits: 67.9 is `68`, 1,244 is `1.24k`. */
export function preciseCount(count: number): string {
  return PRECISE.format(inWholes(count)).replace('K', 'k');
}

/** A share in percent, to a tenth: `12.3%`. */
export function precisePercent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** Many of something: `1 day`, `14 days`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** Rounds a count to a whole number, unless it is below one. */
export function inWholes(count: number): number {
  return count < WHOLE_FROM ? count : Math.round(count);
}

/** A P10–P90 range for a table, to three digits. */
export function preciseRange({ p10, p90 }: Range): string {
  return `${preciseCount(p10)}–${preciseCount(p90)}`;
}

/** Abbreviates a count of what cannot be in parts, such as people reached. */
export function roundWhole(count: number): string {
  return roundCount(Math.round(count));
}

/** The average frequency in words, how often each reached user sees the ad: `1.8 times`, `once`. */
export function timesEach(averageFrequency: number): string {
  const times = averageFrequency.toFixed(1).replace(/\.0$/, '');
  return times === '1' ? 'once' : `${times} times`;
}
