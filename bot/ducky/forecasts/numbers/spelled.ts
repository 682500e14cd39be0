/** At the place of what they are worth. */
const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const WITH_TENS = `(?:${TENS.join('|')})(?:[\\s-](?:${UNITS.slice(1, 10).join('|')}))?`;

/** A number below a hundred in words, as the source of a pattern. */
export const SMALL = `(?:${WITH_TENS}|${UNITS.toReversed().join('|')})`;
/** The same of more than ten. */
export const ABOVE_TEN = `(?:${WITH_TENS}|${UNITS.slice(11).join('|')})`;

/** Parses a spelled-out number below a hundred, which `SMALL` matches, or `a`. */
export function smallValue(words: string): number {
  return words
    .toLowerCase()
    .split(/[\s-]/)
    .reduce((sum, word) => sum + wordValue(word), 0);
}

function wordValue(word: string): number {
  if (/^an?$/.test(word)) return 1;
  return TENS.includes(word) ? (TENS.indexOf(word) + 2) * 10 : UNITS.indexOf(word);
}

const SCALES: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1e3,
  grand: 1e3,
  lakh: 1e5,
  lac: 1e5,
  million: 1e6,
  crore: 1e7,
  billion: 1e9,
  trillion: 1e12,
};
const SHORT_SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mil: 1e6,
  mill: 1e6,
  mln: 1e6,
  mio: 1e6,
  cr: 1e7,
  b: 1e9,
  bn: 1e9,
  t: 1e12,
  tn: 1e12,
};

/** A word that makes a number larger, as the source of a pattern. */
export const SCALE = `(?:${Object.keys(SCALES).join('|')})s?`;
/** The same, and what is written behind digits: `k`, `M`. */
export const SCALE_OF_DIGITS = `(?:${SCALE}|${Object.keys(SHORT_SCALES)
  .toSorted((one, other) => other.length - one.length)
  .join('|')})`;

/** What several of these words multiply by: `hundred thousand` is 100,000. */
export function scaleOf(words: string): number {
  const names = words.toLowerCase().match(/[a-z]+/g) ?? [];
  return names.reduce((product, name) => product * oneScale(name), 1);
}

function oneScale(name: string): number {
  return SHORT_SCALES[name] ?? SCALES[name] ?? SCALES[name.replace(/s$/, '')] ?? Number.NaN;
}

/** Words that multiply by themselves, as the source of a pattern. */
export const MULTIPLE =
  '(?:twice|doubl(?:e[ds]?|ing)|thrice|trebled?|tripl(?:e[ds]?|ing)|quadrupl(?:e[ds]?|ing)|hal(?:f|ve[ds]?|ving)|(?:an?|one|two)[\\s-]thirds?|(?:an?|one|three)[\\s-]quarters?)';

/** What `MULTIPLE` multiplies by: `twice` is 2, `a third` 0.33. */
export function multipleOf(words: string): number {
  const text = words.toLowerCase();
  if (/third/.test(text)) return (text.startsWith('two') ? 2 : 1) / 3;
  if (/quarter/.test(text)) return (text.startsWith('three') ? 3 : 1) / 4;
  if (text.startsWith('hal')) return 1 / 2;
  if (/^quad/.test(text)) return 4;
  return /^(?:thrice|tre|tri)/.test(text) ? 3 : 2;
}
