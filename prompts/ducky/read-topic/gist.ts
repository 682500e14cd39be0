import { HARMLESS_WORDS } from '../../reader/harmless-words.ts';
import { findTerms, GLOSSARY, type TermFound } from '../glossary.ts';
import { EVERYDAY_WORDS } from './everyday-words.ts';
import { FORMS } from './forms.ts';
import { IDEAS, type Idea } from './ideas.ts';
import { plainWords } from './plain-words.ts';
import { corrected } from './spelling.ts';

/** What a text is about, whatever its words and their order. */
export interface Gist {
  /** Its words, written out and corrected, with a space between each. */
  readonly said: string;
  readonly ideas: ReadonlySet<Idea>;
  /** How many of its words carry an idea beyond asking and pointing. */
  readonly telling: number;
  /** How many of its words nobody knows. */
  readonly foreign: number;
  /** The terms of the glossary that `said` names. */
  readonly terms: readonly TermFound[];
}

const LONGEST_PHRASE = 4;
/** These alone do not make a text one of ours. */
const EMPTY: ReadonlySet<Idea> = new Set(['asks', 'definite', 'plan', 'ahead', 'tests', 'says']);
/** The word after one of these may be a place of any name. */
const BEFORE_PLACES = new Set(['in', 'from', 'outside', 'near', 'across', 'around']);

const IDEAS_BY_PHRASE = new Map<string, readonly Idea[]>();
for (const idea of Object.keys(IDEAS).filter(isIdea)) {
  for (const phrase of IDEAS[idea]) {
    IDEAS_BY_PHRASE.set(phrase, [...(IDEAS_BY_PHRASE.get(phrase) ?? []), idea]);
  }
}
const TERM_WORDS = new Set(
  GLOSSARY.flatMap(({ name, aliases }) => [name.toLowerCase(), ...aliases]).flatMap(wordsOf),
);
/** Every word that is spelt as it should be. */
const SPELT = new Set([
  ...[...IDEAS_BY_PHRASE.keys()].flatMap(wordsOf),
  ...TERM_WORDS,
  ...HARMLESS_WORDS,
  ...EVERYDAY_WORDS,
]);
/** What a mistyped word may stand for; never what is outside, which would refuse it. */
const CORRECTIONS = [...IDEAS_BY_PHRASE]
  .filter(([phrase, ideas]) => !phrase.includes(' ') && !ideas.includes('outside'))
  .map(([phrase]) => phrase)
  .concat([...TERM_WORDS]);

/** Reads what a text is about. */
export function gistOf(text: string): Gist {
  const words = plainWords(text).map((word, index, all) =>
    isKnown(word) || isPlace(index, all) ? word : corrected(word, CORRECTIONS),
  );
  const found = phrasesIn(words);
  const ideas = new Set(found.flatMap(({ ideas }) => ideas));
  const said = words.join(' ');
  if (text.includes('?')) ideas.add('asks');
  const forms = FORMS.filter(({ form }) => form.test(said));
  for (const idea of forms.flatMap(({ ideas: meant }) => meant)) ideas.add(idea);
  const covered = new Set(found.flatMap(({ at }) => at));
  const isForeign = (word: string, index: number) =>
    !covered.has(index) && !isOurs(word) && !isPlace(index, words);
  return {
    said,
    ideas,
    telling:
      forms.length + found.filter(({ ideas }) => ideas.some((idea) => !EMPTY.has(idea))).length,
    foreign: words.filter(isForeign).length,
    terms: findTerms(said),
  };
}

interface Phrase {
  readonly ideas: readonly Idea[];
  /** The places of its words. */
  readonly at: readonly number[];
}

/** Every phrase that carries an idea, phrases within phrases too. */
function phrasesIn(words: readonly string[]): Phrase[] {
  return words.flatMap((_, start) =>
    Array.from({ length: Math.min(LONGEST_PHRASE, words.length - start) }, (_, more) => {
      const end = start + more + 1;
      const ideas = IDEAS_BY_PHRASE.get(words.slice(start, end).join(' ')) ?? [];
      return { ideas, at: Array.from({ length: end - start }, (_, step) => start + step) };
    }).filter(({ ideas }) => ideas.length > 0),
  );
}

/** Known for itself, and not only from within a phrase. */
function isOurs(word: string): boolean {
  const isPlain = HARMLESS_WORDS.has(word) || EVERYDAY_WORDS.has(word) || TERM_WORDS.has(word);
  return isPlain || /\d/.test(word);
}

function isKnown(word: string): boolean {
  return SPELT.has(word) || /\d/.test(word);
}

function isPlace(index: number, words: readonly string[]): boolean {
  return BEFORE_PLACES.has(words[index - 1] ?? '');
}

function wordsOf(phrase: string): string[] {
  return phrase.split(' ');
}

function isIdea(name: string): name is Idea {
  return Object.hasOwn(IDEAS, name);
}
