import type { Passage } from '../passages/passage.ts';
import type { Texts, WordIndex } from './bm25f.ts';
import type { Coverage } from './coverage.ts';
import type { Field } from './fields.ts';
import type { Candidate } from './signals.ts';

/** So many are looked at closely. */
const CANDIDATES = 300;

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

/** The passages that BM25F likes best, with what it says of them and of their files. */
export function candidatesOf(
  { words, passages, texts }: Indexed,
  { terms, coverage }: Wanted,
): Candidate[] {
  const best = [...words.scores(terms)]
    .sort(([, one], [, other]) => other - one)
    .slice(0, CANDIDATES);
  const [, most = 1] = best[0] ?? [];
  const found = best.flatMap(([id, score]) => {
    const passage = passages[id];
    const own = texts[id];
    return passage && own ? [{ passage, texts: own, id, score: score / most }] : [];
  });
  const fileScores = new Map<string, number>();
  for (const {
    passage: { path },
    score,
  } of found) {
    fileScores.set(path, (fileScores.get(path) ?? 0) + score ** 2);
  }
  const mostOfFile = Math.max(0, ...fileScores.values());
  const asked = [...new Set(terms.flatMap((term) => [...term.keys()]))];
  const having = new Map<number, Set<string>>(found.map(({ id }) => [id, new Set()]));
  const ofFile = new Map<string, Set<string>>(
    found.map(({ passage }) => [passage.path, new Set()]),
  );
  for (const word of asked) {
    for (const id of words.having(word)) {
      having.get(id)?.add(word);
      ofFile.get(passages[id]?.path ?? '')?.add(word);
    }
  }
  return found.map(({ passage, texts, id, score }) => ({
    passage,
    texts,
    score,
    fileScore: (fileScores.get(passage.path) ?? 0) / (mostOfFile || 1),
    covered: coverage.coveredBy(having.get(id) ?? new Set()),
    fileCovered: coverage.coveredBy(ofFile.get(passage.path) ?? new Set()),
  }));
}
