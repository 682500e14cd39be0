import { setImmediate as turn } from 'node:timers/promises';

import type { Passage } from '../passages/passage.ts';
import { WordIndex } from './bm25f.ts';
import { coverageOf } from './coverage.ts';
import { FIELDS, type Field, textsOf } from './fields.ts';
import { saidOf } from './said.ts';
import { synonymsOf } from './synonyms.ts';
import { weightOf } from './weight.ts';
import { type QuestionWords, questionWords } from './words.ts';

/** What words count that the question does not have itself. */
const WORD_WEIGHTS = { joined: 0.3, deed: 0.5, synonym: 0.3 };
/** One file may not take every place. */
const HITS_A_FILE = 2;
const PASSAGES_A_TURN = 100;

/** A passage that may answer; the better the higher the score. */
interface Hit {
  readonly passage: Passage;
  readonly score: number;
  /** The share of what the question is about that its file speaks of, 0 to 1. */
  readonly coverage: number;
}

interface Found {
  /** The best first. */
  readonly hits: readonly Hit[];
  /** That of the best hit; 0 where there is none. */
  readonly coverage: number;
}

/** Passages by what they say. */
export interface SearchIndex {
  readonly passages: readonly Passage[];
  search(question: string, limit: number): Found;
}

export interface IndexOptions {
  /** `fraction` is 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** Indexes passages for questions in words. */
export async function indexPassages(
  passages: readonly Passage[],
  { onProgress, signal }: IndexOptions = {},
): Promise<SearchIndex> {
  const said = saidOf(passages);
  const texts = passages.map((passage, id) => textsOf(passage, said[id] ?? ''));
  const words = new WordIndex<Field>(FIELDS, texts);
  for (const [id, document] of texts.entries()) {
    words.add(document);
    if (id % PASSAGES_A_TURN !== 0) continue;
    onProgress?.(id / passages.length);
    await turn();
    signal?.throwIfAborted();
  }
  const files = new Set(passages.map(({ path }) => path)).size;
  const weights = {
    usual: passages.map((passage) => weightOf(passage, false)),
    forTests: passages.map((passage) => weightOf(passage, true)),
  };
  const indexed = { words, passages, files, weights };
  return { passages, search: (question, limit) => search(indexed, question, limit) };
}

interface Indexed {
  readonly words: WordIndex<Field>;
  readonly passages: readonly Passage[];
  readonly files: number;
  /** How likely each passage answers anything, and a question about tests. */
  readonly weights: Readonly<Record<'usual' | 'forTests', readonly number[]>>;
}

function search(
  { words, passages, files, weights }: Indexed,
  question: string,
  limit: number,
): Found {
  const asked = questionWords(question);
  const pathOf = (id: number) => passages[id]?.path ?? '';
  const filesHaving = (word: string) => new Set(words.having(word).map(pathOf));
  const coverage = coverageOf({ words: asked.words, filesHaving, files });
  const likely = asked.words.includes('test') ? weights.forTests : weights.usual;
  const hits = [...words.scores(countsOf(asked))].flatMap(([id, score]): Hit[] => {
    const passage = passages[id];
    if (!passage) return [];
    const covered = coverage(passage.path);
    const total = score * (likely[id] ?? 0) * (1 + covered);
    return [{ passage, score: total, coverage: covered }];
  });
  hits.sort((one, other) => other.score - one.score);
  return { hits: spread(hits).slice(0, limit), coverage: hits[0]?.coverage ?? 0 };
}

/** What each word counts that a passage may have; the question's own count most. */
function countsOf({ words, joined, deeds }: QuestionWords): Map<string, number> {
  const counting = (all: readonly string[], counts: number) =>
    all.map((word) => [word, counts] as const);
  return new Map([
    ...counting(synonymsOf(words), WORD_WEIGHTS.synonym),
    ...counting(deeds, WORD_WEIGHTS.deed),
    ...counting(joined, WORD_WEIGHTS.joined),
    ...counting(words, 1),
  ]);
}

function spread(hits: readonly Hit[]): Hit[] {
  const taken = new Map<string, number>();
  return hits.filter(({ passage: { path } }) => {
    const count = (taken.get(path) ?? 0) + 1;
    taken.set(path, count);
    return count <= HITS_A_FILE;
  });
}
