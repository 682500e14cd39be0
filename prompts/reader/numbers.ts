const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  once: 1,
  two: 2,
  twice: 2,
  thrice: 3,
  couple: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};

/** A small count, in digits or as a word. */
export const NUMBER = '(?:\\d{1,7}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)';

/** The count that `NUMBER`, 'a', 'once' or 'couple' stands for; NaN for other words. */
export function countOf(written: string): number {
  return WORDS[written] ?? Number(written);
}

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
  l: 1e5,
  lakh: 1e5,
  lakhs: 1e5,
  lac: 1e5,
  cr: 1e7,
  crore: 1e7,
  crores: 1e7,
};

const DIGITS = '\\d(?:[\\d,.]{0,24}\\d)?';

/**
 * A quantity with its scale, as the groups `digits` and `scale`: '1,250.50', '50k', '5 lakh'. What
 * goes on after a space, as '10 000', is none.
 */
export const AMOUNT = `(?<digits>${DIGITS})(?:\\s*(?<scale>k|thousand|million|mn|mio|m|billion|bn|lakhs?|lac|l|crores?|cr)\\b)?(?!\\w|[,.]\\d|\\s\\d{3}\\b)`;

/**
 * Parses an amount with its scale, such as '50k' or '5 lakh', from the groups of `AMOUNT`; NaN
 * where its commas and points make no number.
 */
export function amountOf(groups: Record<string, string> = {}): number {
  const { digits = '', scale = '' } = groups;
  const amount = numberIn(digits) * (SCALES[scale] ?? 1);
  return Number(amount.toPrecision(15));
}

/** The number of '1250.5', '1,250.50', '5,00,000', and as it is written in Europe, '1.250,50'. */
function numberIn(digits: string): number {
  if (/^\d+(?:\.\d+)?$/.test(digits)) return Number(digits);
  if (/^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(digits)) {
    return Number(digits.replaceAll(',', ''));
  }
  const isEuropean = /^(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}$|^\d{1,3}(?:\.\d{3}){2,}$/.test(digits);
  return isEuropean ? Number(digits.replaceAll('.', '').replace(',', '.')) : Number.NaN;
}

/** The two numbers that '10.000' can be: ten thousand in Europe, ten elsewhere. */
export function twoNumbersIn(digits: string): [large: string, small: string] | undefined {
  if (!/^[1-9]\d{0,2}\.\d\d0$/.test(digits)) return undefined;
  return [digits.replace('.', ','), String(Number(digits))];
}
