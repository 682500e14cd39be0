import { rarity } from './bm25f.ts';

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
    return { having, says: rarity(having.size, files) };
  });
  const all = asked.reduce((sum, { says }) => sum + says, 0);
  return (path) => {
    const said = asked.filter(({ having }) => having.has(path));
    return all === 0 ? 0 : said.reduce((sum, { says }) => sum + says, 0) / all;
  };
}
