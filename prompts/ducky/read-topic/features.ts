import { stemmer } from 'stemmer';

import type { Features } from './naive-bayes.ts';
import { plainWords } from './plain-words.ts';

/** How much each kind of feature counts beside a word; by cross-validation. */
const WEIGHTS = { word: 1, first: 0.9, pair: 0.7, apart: 0.3, letters: 0.4 } as const;
/** Which number it is says nothing, but for those that are names. */
const NUMBER = '#';
const NAMES = /^p\d\d$/;

/**
 * Extracts the features that tell a text's topic: the stems of its words, the first of them, two in
 * a row, two with another between, and three letters in a row, which words keep that are misspelt.
 */
export function featuresOf(text: string): Features {
  const words = plainWords(text).map((word) =>
    /\d/.test(word) && !NAMES.test(word) ? NUMBER : word,
  );
  const stems = words.map((word) => stemmer(word));
  const bounded = ['^', ...stems, '$'];
  const features = new Map<string, number>();
  for (const stem of stems) features.set(stem, WEIGHTS.word);
  for (const first of stems.slice(0, 1)) features.set(`^${first}`, WEIGHTS.first);
  for (const [at, stem] of bounded.slice(0, -1).entries()) {
    features.set(`${stem} ${bounded[at + 1]}`, WEIGHTS.pair);
    if (at + 2 < bounded.length) features.set(`${stem} … ${bounded[at + 2]}`, WEIGHTS.apart);
  }
  for (const letters of words.flatMap(lettersOf)) features.set(`…${letters}`, WEIGHTS.letters);
  return words.length > 0 ? features : new Map();
}

function lettersOf(word: string): string[] {
  if (word === NUMBER) return [];
  const bounded = `_${word}_`;
  return Array.from({ length: bounded.length - 2 }, (_, at) => bounded.slice(at, at + 3));
}
