import type { Passage } from '../passages/passage.ts';
import type { Texts } from './bm25f.ts';
import type { Coverage } from './coverage.ts';
import type { Field } from './fields.ts';
import { firstSentence } from './first-sentence.ts';
import { kindOf } from './kind.ts';
import { wordsOf } from './words.ts';

/** A longer run of the question's words says no more. */
const LONGEST_PHRASE = 8;
const ASKS_FOR_TABLE = /\b(?:table|migration|column|schema)s?\b/i;
const ASKS_FOR_TEST = /\btest/i;

/** A passage that BM25F found, with what is searched of it. */
export interface Candidate {
  readonly passage: Passage;
  readonly texts: Texts<Field>;
  /** By BM25F, of 1 the best. */
  readonly score: number;
  /** What the candidates of its file score together, of 1 the most. */
  readonly fileScore: number;
  /** The shares of the question's words that stand anywhere in it, and anywhere in its file. */
  readonly covered: number;
  readonly fileCovered: number;
}

/** A question, as candidates are held against it. */
export interface Asked {
  readonly question: string;
  readonly coverage: Coverage;
  /** How many words in a row a text has of the question. */
  readonly phrase: (text: string) => number;
}

/** What speaks for a candidate, each 0 to 1 or nearly so. */
export function signalsOf(candidate: Candidate, { question, coverage, phrase }: Asked) {
  const { passage, texts, score, fileScore, covered, fileCovered } = candidate;
  const name = new Set(wordsOf(texts.name));
  const sentence = new Set(wordsOf(firstSentence(texts.doc)));
  const kind = kindOf(passage);
  const run = Math.max(phrase(texts.name), phrase(texts.doc));
  return {
    score: Math.log(score),
    lead: score,
    fileScore,
    covered,
    fileCovered,
    nameCovered: coverage.coveredBy(name),
    sentenceCovered: coverage.coveredBy(sentence),
    docCovered: coverage.coveredBy(new Set(wordsOf(texts.doc))),
    pathCovered: coverage.coveredBy(new Set(wordsOf(texts.path))),
    nameAsked: coverage.askedOf(name),
    sentenceAsked: coverage.askedOf(sentence),
    phrase: Math.max(0, Math.min(run, LONGEST_PHRASE) - 1) / 4,
    isTest: Number(kind.isTest && !ASKS_FOR_TEST.test(question)),
    isBeside: Number(kind.isBeside),
    isProse: Number(kind.isProse),
    isSql: Number(kind.isSql),
    isSqlAsked: Number(kind.isSql && ASKS_FOR_TABLE.test(question)),
    isDeclaration: Number(kind.isDeclaration),
    isExported: Number(kind.isExported),
    isExportedValue: Number(kind.isExportedValue),
  };
}

export type Signals = ReturnType<typeof signalsOf>;
