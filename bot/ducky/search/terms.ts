import { synonymsOf } from './synonyms.ts';
import { countOf, type QuestionWords } from './words.ts';

/** What words count that the question does not have itself. */
const WORD_WEIGHTS = { joined: 0.3, deed: 0.5, synonym: 0.5 };

/** Expands a question to search terms: each word with its synonyms, and what they count. */
export function termsOf({ words, joined, deeds }: QuestionWords): Map<string, number>[] {
  return [
    ...words.map((word) => termOf(word, countOf(word))),
    ...deeds.map((word) => termOf(word, WORD_WEIGHTS.deed)),
    ...joined.map((word) => termOf(word, WORD_WEIGHTS.joined)),
  ];
}

/** The words that stand for one that counts so much: itself, and for less, its synonyms. */
export function termOf(word: string, counts: number): Map<string, number> {
  const others = synonymsOf([word]).map((other) => [other, counts * WORD_WEIGHTS.synonym] as const);
  return new Map([...others, [word, counts]]);
}
