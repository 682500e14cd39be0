import type { Candidate } from './candidates.ts';
import type { Coverage } from './coverage.ts';
import { firstSentences } from './first-sentence.ts';
import { kindOf } from './kind.ts';
import { stemsOf } from './words.ts';

/** A longer run of the question's words says no more. */
const LONGEST_PHRASE = 8;

/** A question, as candidates are held against it. */
export interface Asked {
  readonly coverage: Coverage;
  /** How many words in a row a text has of the question. */
  readonly phrase: (text: string) => number;
}

/**
 * The features that a candidate is ranked by, its signals, each 0 to 1 or nearly so; of BM25F's
 * score, the logarithm.
 */
export function signalsOf(candidate: Candidate, { coverage, phrase }: Asked) {
  const { passage, texts, score, covered, fileCovered } = candidate;
  const kind = kindOf(passage);
  const run = Math.max(phrase(texts.name), phrase(texts.doc));
  const coveredBy = (text: string) => coverage.coveredBy(new Set(stemsOf(text)));
  const askedOf = (text: string) => coverage.askedOf(new Set(stemsOf(text)));
  return {
    score: Math.log(score),
    covered,
    fileCovered,
    pathCovered: coveredBy(texts.path),
    sentenceCovered: Math.max(...firstSentences(texts.doc).map(coveredBy)),
    nameAsked: askedOf(texts.name),
    phrase: Math.max(0, Math.min(run, LONGEST_PHRASE) - 1) / 4,
    isProse: Number(kind.isProse),
    isExported: Number(kind.isExported),
    isExportedValue: Number(kind.isExportedValue),
    isTest: Number(kind.isTest),
  };
}

export type Signals = Readonly<ReturnType<typeof signalsOf>>;
