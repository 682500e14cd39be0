import type { Passage } from '../passages/passage.ts';
import { WordIndex } from './bm25f.ts';
import { candidatesOf, type Indexed } from './candidates.ts';
import { coverageOf } from './coverage.ts';
import { FIELDS, type Field, textsOf } from './fields.ts';
import { inTurns, type TurnOptions } from './in-turns.ts';
import { phraseOf } from './phrase.ts';
import { rankOf } from './rank.ts';
import { saidOf } from './said.ts';
import { type Signals, signalsOf } from './signals.ts';
import { termsOf } from './terms.ts';
import { questionWords } from './words.ts';

/** One file may not take every place. */
const HITS_A_FILE = 2;
/** So many hits may speak for what the whole code knows. */
const LOOKED_AT_HITS = 3;
/** How much of the time what passages say of one another takes. */
const SAID_SHARE = 0.25;

/** A passage that may answer. */
interface Hit {
  readonly passage: Passage;
  /** By BM25F alone, of 1 the best. */
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
  /** The most of the question that the name or the comments of one of them cover, 0 to 1. */
  readonly told: number;
}

interface Found {
  /** The best first, by all that speaks for each. */
  readonly hits: readonly Hit[];
  readonly evidence: Evidence;
}

/** Passages by what they say. */
export interface SearchIndex {
  readonly passages: readonly Passage[];
  search(question: string, limit: number): Found;
}

/** Indexes passages for questions in words. */
export async function indexPassages(
  passages: readonly Passage[],
  { onProgress, signal }: TurnOptions = {},
): Promise<SearchIndex> {
  const said = await saidOf(passages, {
    signal,
    onProgress: (fraction) => onProgress?.(fraction * SAID_SHARE),
  });
  const texts = passages.map((passage, id) => textsOf(passage, said[id] ?? ''));
  const words = new WordIndex<Field>(FIELDS, texts);
  await inTurns(texts, (document) => words.add(document), {
    signal,
    onProgress: (fraction) => onProgress?.(SAID_SHARE + fraction * (1 - SAID_SHARE)),
  });
  const indexed = { words, passages, texts };
  return { passages, search: (question, limit) => search(indexed, question, limit) };
}

function search(indexed: Indexed, question: string, limit: number): Found {
  const asked = questionWords(question);
  const coverage = coverageOf(asked.words, (word) => indexed.words.worth(word));
  const candidates = candidatesOf(indexed, { terms: termsOf(asked), coverage });
  const held = { question, coverage, phrase: phraseOf(question) };
  const ranked = candidates.map((candidate) => {
    const signals = signalsOf(candidate, held);
    return { candidate, signals, rank: rankOf(signals) };
  });
  ranked.sort((one, other) => other.rank - one.rank);
  const best = ranked.slice(0, LOOKED_AT_HITS).map(({ signals }) => signals);
  const hits = ranked.map(({ candidate: { passage, score, fileCovered } }): Hit => {
    return { passage, score, coverage: fileCovered };
  });
  return {
    hits: spread(hits).slice(0, limit),
    evidence: { words: asked.words.length, ...evidenceOf(best) },
  };
}

function evidenceOf(best: readonly Signals[]): Pick<Evidence, 'coverage' | 'told'> {
  const told = best.map(({ nameCovered, docCovered }) => Math.max(nameCovered, docCovered));
  return {
    coverage: Math.max(0, ...best.map(({ fileCovered }) => fileCovered)),
    told: Math.max(0, ...told),
  };
}

function spread(hits: readonly Hit[]): Hit[] {
  const taken = new Map<string, number>();
  return hits.filter(({ passage: { path } }) => {
    const count = (taken.get(path) ?? 0) + 1;
    taken.set(path, count);
    return count <= HITS_A_FILE;
  });
}
