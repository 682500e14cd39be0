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

/** A quantity with its scale, as the groups `digits` and `scale`: '1,250.50', '50k', '5 lakh'. */
export const AMOUNT =
  '(?<digits>\\d[\\d,]{0,20}(?:\\.\\d{1,6})?)(?:\\s*(?<scale>k|thousand|million|mn|mio|m|billion|bn|lakhs?|lac|l|crores?|cr)\\b)?(?!\\w|,\\d)';

/** Parses an amount with its scale, such as '50k' or '5 lakh', from the groups of `AMOUNT`. */
export function amountOf(groups: Record<string, string> = {}): number {
  const { digits = '', scale = '' } = groups;
  const amount = Number(digits.replaceAll(',', '')) * (SCALES[scale] ?? 1);
  return Number(amount.toPrecision(15));
}
