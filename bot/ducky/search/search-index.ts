import type { Passage } from '../passages/passage.ts';
import { anchorTextsOf } from './anchor-texts.ts';
import { WordIndex } from './bm25f.ts';
import { type Candidate, type Indexed, retrieveCandidates } from './candidates.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { FIELDS, type Field, textsOf } from './fields.ts';
import { inTurns, type TurnOptions } from './in-turns.ts';
import { phraseOf } from './phrase.ts';
import { rankPlaces, type Weighed } from './rank.ts';
import { signalsOf } from './signals.ts';
import { termsOf } from './terms.ts';
import { questionWords, stemsOf } from './words.ts';

/** So many places may speak for what the whole code knows. */
const LOOKED_AT_PLACES = 3;
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

/** Passages that are searched by what they say. */
export interface SearchIndex {
  readonly passages: readonly Passage[];
  /** Finds the passages of so many places, as `rankPlaces` has them. */
  search(question: string, limit: number): Found;
  /** All that may answer, in no order, with what speaks for each. */
  weigh(question: string): readonly Weighed[];
}

/** Builds the full-text index of passages, which is searched with questions in plain words. */
export async function indexPassages(
  passages: readonly Passage[],
  { onProgress, signal }: TurnOptions = {},
): Promise<SearchIndex> {
  const said = await anchorTextsOf(passages, {
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
  return {
    passages,
    search: (question, limit) => search(indexed, question, limit),
    weigh: (question) => weigh(indexed, question).found,
  };
}

/** Ranks what was found for a question, and tells how well the best of it fits. */
function search(indexed: Indexed, question: string, limit: number): Found {
  const { found, coverage, words } = weigh(indexed, question);
  const places = rankPlaces(found);
  const hits = places
    .slice(0, limit)
    .flat()
    .map(({ passage, candidate }): Hit => {
      return { passage, score: candidate.score, coverage: candidate.fileCovered };
    });
  const best = places.slice(0, LOOKED_AT_PLACES).map(([first]) => first);
  return { hits, evidence: { words, ...evidenceOf(best, coverage) } };
}

interface Held extends Weighed {
  readonly candidate: Candidate;
}

/** Retrieves the candidates for a question, with the signals that each is ranked by. */
function weigh(indexed: Indexed, question: string) {
  const asked = questionWords(question);
  const coverage = coverageOf(asked.words, (word) => indexed.words.worth(word));
  const candidates = retrieveCandidates(indexed, { terms: termsOf(asked), coverage });
  const against = { coverage, phrase: phraseOf(question) };
  const found = candidates.map((candidate): Held => {
    return { candidate, passage: candidate.passage, signals: signalsOf(candidate, against) };
  });
  return { found, coverage, words: asked.words.length };
}

/** How much of the question the best hits cover: their files, and their names and comments. */
function evidenceOf(
  best: readonly Held[],
  { coveredBy }: Coverage,
): Pick<Evidence, 'coverage' | 'told'> {
  const told = best
    .flatMap(({ candidate: { texts } }) => [texts.name, texts.doc])
    .map((text) => coveredBy(new Set(stemsOf(text))));
  const coverages = best.map(({ candidate }) => candidate.fileCovered);
  return { coverage: Math.max(0, ...coverages), told: Math.max(0, ...told) };
}
