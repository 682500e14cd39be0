import { stemmer } from 'stemmer';

import { memoize } from '../../../data/memoize.ts';

const IDENTIFIER = /[A-Za-z0-9_$\u0080-\uffff]+/g;
const PARTS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|\p{Lo}+/gu;
const KNOWN_IDENTIFIERS = 50_000;
const SHORTEST_DOER = 6;

/** Stop words: a question has them, and an answer need not have them. */
const STOP_WORDS = new Set(
  `a about again all an and any are as at be been being but by can code could did do does doing done
  ever every explain find for from get gets give given go goes had happen happens has have how i if in
  into is it its let like made make makes may me mean means my need no not of on one or our out over
  please same say says shall she should show so some such take taken takes tell than that the their
  them then there these they thing things this those to too up us use used uses using want was way we
  were what when where which while who why will with work works would you your`.split(/\s+/),
);

/** Words that say little of what is asked, however rare they are in code. */
const WEAK_WORDS = new Set(
  `actually after already also always anyone anything because before between both bit certain currently
  different during each else enough everybody everyone everything exactly far few just later less long
  many more most much never nobody often old once only other others part people per place possible really
  right since somebody someone something sometimes somewhere soon still sure time too under until usually very
  when whether while whole without yet`
    .split(/\s+/)
    .map((word) => stemmer(word)),
);
const WEAK_COUNTS = 0.4;

/** What a stem counts in a question by what it is, apart from its rarity: 1 for a usual word. */
export function countOf(word: string): number {
  return WEAK_WORDS.has(word) ? WEAK_COUNTS : 1;
}

/** Tokenises a text into stems, in order; of `readPlan`, those of its parts and neighbours. */
export function stemsOf(text: string): string[] {
  return identifiersIn(text).flatMap((identifier) => wordsIn(identifier));
}

/** A text's words as they are written, in their order. */
export function identifiersIn(text: string): readonly string[] {
  return text.match(IDENTIFIER) ?? [];
}

/** What a question is about. */
export interface QuestionWords {
  /** The stems of its words, each once; its asking words are left out. */
  readonly words: readonly string[];
  /** Neighbouring words as one, for "time out" may be `timeout` in the code. */
  readonly joined: readonly string[];
  /** What is done by those who do it: of `worker`, `work`. */
  readonly deeds: readonly string[];
}

/** Reduces a question to the stems that an answer to it would have, without stop words. */
export function questionWords(question: string): QuestionWords {
  const asked = question.match(IDENTIFIER) ?? [];
  const all = asked.filter(isTelling).flatMap((word) => wordsIn(word));
  const deeds = new Set(all.map(deedOf).filter((deed) => all.includes(`${deed}er`)));
  const words = all.filter((word) => !deeds.has(word));
  const pairs = asked
    .slice(1)
    .map((word, index) => stemmer(`${asked[index]}${word}`.toLowerCase()));
  return { words: [...new Set(words)], joined: [...new Set(pairs)], deeds: [...deeds] };
}

/** An asking word in capitals, such as LIKE, is the name of something. */
function isTelling(word: string): boolean {
  const isName = word.length > 1 && word === word.toUpperCase();
  return isName || !STOP_WORDS.has(word.toLowerCase());
}

/** Splits an identifier into its parts and stems them, each alone and joined with its neighbour. */
export const wordsIn = memoize((identifier: string): readonly string[] => {
  const parts = (identifier.match(PARTS) ?? []).map((part) => part.toLowerCase());
  const stems = parts.filter((part) => part.length > 1).flatMap(stemAndDeed);
  const pairs = parts.slice(1).map((part, index) => stemmer(`${parts[index]}${part}`));
  return [...stems, ...pairs];
}, KNOWN_IDENTIFIERS);

/** Porter's stem, and of who does something what is done: of `hasher`, as of `hashed`, `hash`. */
function stemAndDeed(word: string): string[] {
  const stem = stemmer(word);
  const deed = deedOf(stem);
  return deed === stem ? [stem] : [stem, deed];
}

function deedOf(stem: string): string {
  return stem.length >= SHORTEST_DOER ? stem.replace(/er$/, '') : stem;
}
