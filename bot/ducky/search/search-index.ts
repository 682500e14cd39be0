import { setImmediate as turn } from 'node:timers/promises';

import MiniSearch from 'minisearch';

import type { Passage } from '../passages/passage.ts';
import { type Ranked, rank } from './rank.ts';
import { synonymsOf } from './synonyms.ts';
import { weightOf } from './weight.ts';
import { questionWords, wordsOf } from './words.ts';

const BOOST = { path: 2, symbols: 1, doc: 2, text: 1 };
const JOINED_WEIGHT = 0.7;
const SYNONYM_WEIGHT = 0.3;
const CANDIDATES = 200;
/** One file may not take every place. */
const HITS_A_FILE = 2;
const PASSAGES_A_TURN = 100;

interface Found {
  /** The best first. */
  readonly hits: readonly Ranked[];
  /**
   * The share of what the question is about that the best file speaks of, 0 to 1; rare words weigh
   * more (inverse document frequency).
   */
  readonly coverage: number;
}

/** Passages by what they say. */
export interface SearchIndex {
  readonly passages: readonly Passage[];
  search(question: string, limit: number): Found;
}

interface Entry {
  readonly id: number;
  readonly path: string;
  readonly symbols: string;
  readonly doc: string;
  readonly text: string;
}

export interface IndexOptions {
  /** `fraction` is 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** Indexes passages for BM25+ (Lv and Zhai 2011), as MiniSearch does it. */
export async function indexPassages(
  passages: readonly Passage[],
  { onProgress, signal }: IndexOptions = {},
): Promise<SearchIndex> {
  const wordsByFile = new Map<string, Set<string>>();
  let fileWords = new Set<string>();
  const index = new MiniSearch<Entry>({
    fields: Object.keys(BOOST),
    tokenize: (text) => {
      const words = wordsOf(text);
      for (const word of words) fileWords.add(word);
      return words;
    },
    processTerm: (term) => term,
  });
  for (const [id, { path, symbols, doc, text }] of passages.entries()) {
    fileWords = wordsByFile.get(path) ?? new Set();
    wordsByFile.set(path, fileWords);
    index.add({ id, path, symbols: symbols.join(' '), doc, text });
    if (id % PASSAGES_A_TURN !== 0) continue;
    onProgress?.(id / passages.length);
    await turn();
    signal?.throwIfAborted();
  }
  return {
    passages,
    search: (question, limit) => search({ index, passages, wordsByFile }, question, limit),
  };
}

interface Indexed {
  readonly index: MiniSearch<Entry>;
  readonly passages: readonly Passage[];
  readonly wordsByFile: ReadonlyMap<string, ReadonlySet<string>>;
}

function search(indexed: Indexed, question: string, limit: number): Found {
  const { index, passages, wordsByFile } = indexed;
  const { words, joined } = questionWords(question);
  const weights = new Map<string, number>([
    ...synonymsOf(words).map((word) => [word, SYNONYM_WEIGHT] as const),
    ...joined.map((word) => [word, JOINED_WEIGHT] as const),
    ...words.map((word) => [word, 1] as const),
  ]);
  const asksForTests = words.includes('test');
  const results = index.search([...weights.keys()].join(' '), {
    boost: BOOST,
    tokenize: (text) => text.split(' '),
    boostTerm: (term) => weights.get(term) ?? 0,
    boostDocument: (id) => {
      const passage = passages[Number(id)];
      return passage ? weightOf(passage, asksForTests) : 0;
    },
  });
  const candidates = results.slice(0, CANDIDATES).flatMap(({ id, score, queryTerms, match }) => {
    const passage = passages[Number(id)];
    return passage ? [{ passage, score: score / queryTerms.length, match }] : [];
  });
  const ranked = rank(candidates, { words, weights, wordsByFile });
  return { hits: spread(ranked).slice(0, limit), coverage: ranked[0]?.coverage ?? 0 };
}

function spread(ranked: readonly Ranked[]): Ranked[] {
  const taken = new Map<string, number>();
  return ranked.filter(({ passage: { path } }) => {
    const count = (taken.get(path) ?? 0) + 1;
    taken.set(path, count);
    return count <= HITS_A_FILE;
  });
}
