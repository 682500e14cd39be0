import type { Passage } from '../passages/passage.ts';
import type { Texts, WordIndex } from './bm25f.ts';
import type { Coverage } from './coverage.ts';
import type { Field } from './fields.ts';

/** So many of the best are ranked anew by all their signals. */
const CANDIDATES = 300;

/** A passage that BM25F found, with what is searched of it. */
export interface Candidate {
  readonly passage: Passage;
  readonly texts: Texts<Field>;
  /** By BM25F, of 1 the best. */
  readonly score: number;
  /** The shares of the question's words that stand anywhere in it, and anywhere in its file. */
  readonly covered: number;
  readonly fileCovered: number;
}

/** What candidates are taken from. */
export interface Indexed {
  readonly words: WordIndex<Field>;
  readonly passages: readonly Passage[];
  readonly texts: readonly Texts<Field>[];
}

/** What is wanted of them. */
export interface Wanted {
  readonly terms: readonly ReadonlyMap<string, number>[];
  /** The question's own words, and the words that stand for each. */
  readonly coverage: Coverage;
}

/**
 * Retrieves the passages that BM25F scores highest, with the shares of the question that each of
 * them and its file cover.
 */
export function retrieveCandidates(
  { words, passages, texts }: Indexed,
  { terms, coverage }: Wanted,
): Candidate[] {
  const best = [...words.scores(terms)]
    .sort(([, one], [, other]) => other - one)
    .slice(0, CANDIDATES);
  const [, most = 1] = best[0] ?? [];
  const inPassage = new Map(best.map(([id]) => [id, new Set<string>()]));
  const inFile = new Map(best.map(([id]) => [passages[id]?.path, new Set<string>()]));
  for (const word of new Set(terms.flatMap((term) => [...term.keys()]))) {
    for (const id of words.having(word)) {
      inPassage.get(id)?.add(word);
      inFile.get(passages[id]?.path)?.add(word);
    }
  }
  return best.flatMap(([id, score]) => {
    const passage = passages[id];
    const own = texts[id];
    if (!passage || !own) return [];
    const covered = coverage.coveredBy(inPassage.get(id) ?? new Set());
    const fileCovered = coverage.coveredBy(inFile.get(passage.path) ?? new Set());
    return [{ passage, texts: own, score: score / most, covered, fileCovered }];
  });
}
