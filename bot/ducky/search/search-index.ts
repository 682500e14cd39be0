import { setImmediate as turn } from 'node:timers/promises';

import type { Passage } from '../passages/passage.ts';
import { WordIndex } from './bm25f.ts';
import { coverageOf } from './coverage.ts';
import { FIELDS, type Field, textsOf } from './fields.ts';
import { saidOf } from './said.ts';
import { termsOf } from './terms.ts';
import { weightOf } from './weight.ts';
import { countOf, questionWords } from './words.ts';

/** One file may not take every place. */
const HITS_A_FILE = 2;
/** What a file counts more that speaks of all that is asked. */
const COVERED_COUNTS = 2;
/** So many hits may speak for what the whole code knows. */
const LOOKED_AT_HITS = 3;
const PASSAGES_A_TURN = 100;

/** A passage that may answer; the better the higher the score. */
interface Hit {
  readonly passage: Passage;
  readonly score: number;
  /** The share of what the question is about that its file speaks of, 0 to 1. */
  readonly coverage: number;
}

/** How well the best hits fit what was asked. */
export interface Evidence {
  /** How many words the question has that say something. */
  readonly words: number;
  /** The highest coverage among the first hits; 0 where there is none. */
  readonly coverage: number;
  /** The best hit's score by what the question's words could count: below 1 it says little of them. */
  readonly strength: number;
}

interface Found {
  /** The best first. */
  readonly hits: readonly Hit[];
  readonly evidence: Evidence;
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
  const hits = [...words.scores(termsOf(asked))].flatMap(([id, score]): Hit[] => {
    const passage = passages[id];
    if (!passage) return [];
    const covered = coverage(passage.path);
    const total = score * (likely[id] ?? 0) * (1 + COVERED_COUNTS * covered);
    return [{ passage, score: total, coverage: covered }];
  });
  hits.sort((one, other) => other.score - one.score);
  const evidence = {
    words: asked.words.length,
    coverage: Math.max(0, ...hits.slice(0, LOOKED_AT_HITS).map((hit) => hit.coverage)),
    strength: (hits[0]?.score ?? 0) / (worthOf(asked.words, words) || 1),
  };
  return { hits: spread(hits).slice(0, limit), evidence };
}

/** What words say together. */
function worthOf(asked: readonly string[], words: WordIndex<Field>): number {
  return asked.reduce((sum, word) => sum + countOf(word) * words.worth(word), 0);
}

function spread(hits: readonly Hit[]): Hit[] {
  const taken = new Map<string, number>();
  return hits.filter(({ passage: { path } }) => {
    const count = (taken.get(path) ?? 0) + 1;
    taken.set(path, count);
    return count <= HITS_A_FILE;
  });
}
