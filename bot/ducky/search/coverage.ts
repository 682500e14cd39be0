import { rarity } from './bm25f.ts';
import { synonymsOf } from './synonyms.ts';
import { countOf } from './words.ts';

/** What it counts that a file has another word for one that is asked. */
const SYNONYM_COUNTS = 0.4;

export interface CoverageOptions {
  /** The question's own words. */
  readonly words: readonly string[];
  /** The files that have a word. */
  readonly filesHaving: (word: string) => ReadonlySet<string>;
  /** How many files there are. */
  readonly files: number;
}

/**
 * Tells of a file the share of a question's words that it has, by their rarity among files: 0 to 1.
 */
export function coverageOf({
  words,
  filesHaving,
  files,
}: CoverageOptions): (path: string) => number {
  const asked = words.map((word) => {
    const having = filesHaving(word);
    return {
      says: countOf(word) * rarity(having.size, files),
      having,
      havingSynonym: new Set(synonymsOf([word]).flatMap((other) => [...filesHaving(other)])),
    };
  });
  const all = asked.reduce((sum, { says }) => sum + says, 0);
  return (path) => {
    const shares = asked.map(({ says, having, havingSynonym }) => {
      if (having.has(path)) return says;
      return havingSynonym.has(path) ? says * SYNONYM_COUNTS : 0;
    });
    return all === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / all;
  };
}
