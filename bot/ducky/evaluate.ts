import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { crossValidate } from '../../prompts/ducky/read-topic/cross-validate.ts';
import { passagesFor } from './answer/answer-question.ts';
import { evaluateForecastQuestions } from './forecasts/evaluate-questions.ts';
import type { SearchIndex } from './search/search-index.ts';

const SHOWN = 3;
const SETS = new URL('../../prompts/ducky/evaluation/', import.meta.url);

const answeredSchema = z.strictObject({
  question: z.string(),
  /** Any of these is right. */
  answers: z.array(z.strictObject({ file: z.string(), symbol: z.string() })).min(1),
});
const outsideSchema = z.strictObject({ question: z.string() });

/** How one set of questions was answered. */
export interface Score {
  readonly name: string;
  readonly questions: number;
  readonly right: number;
  /** The questions that were not answered as they should; not told of the held-out half, for whoever saw these would tune on them. */
  readonly wrong?: readonly string[];
}

/**
 * Asks every question with a known answer, where a right passage must be among the first three, and
 * those that the code does not answer, which must be refused. Only `code` was used for tuning.
 */
export function evaluateCodeQuestions(index: SearchIndex): Score[] {
  return [
    score('code', answeredSchema, ({ question, answers }) => isFound(index, question, answers)),
    heldOut(
      score('code-held-out', answeredSchema, ({ question, answers }) =>
        isFound(index, question, answers),
      ),
    ),
    score(
      'outside',
      outsideSchema,
      ({ question }) => passagesFor({ index, question }, SHOWN).length === 0,
    ),
  ];
}

/**
 * Asks what planners ask of a forecast, and what must not be taken as such a question: texts that
 * topics are learnt from; the same ones, each read without having been learnt from; and texts that
 * whoever wrote the answers did not know.
 */
export async function evaluateForecasts(): Promise<Score[]> {
  const ask = (name: string) => evaluateForecastQuestions(fileURLToPath(setOf(name)));
  const [known, unknown] = await Promise.all([ask('forecasts'), ask('forecasts-held-out')]);
  return [
    known,
    { name: 'forecasts, topics cross-validated', ...crossValidate() },
    heldOut(unknown),
  ];
}

/** The answers that a set expects. */
export function expectedAnswers(name: 'code' | 'code-held-out') {
  return readSet(name, answeredSchema).flatMap(({ answers }) => answers);
}

function heldOut({ wrong, ...figures }: Score): Score {
  return figures;
}

function score<T extends { question: string }>(
  name: string,
  schema: z.ZodType<T>,
  isRight: (entry: T) => boolean,
): Score {
  const entries = readSet(name, schema);
  const wrong = entries.filter((entry) => !isRight(entry)).map(({ question }) => question);
  return { name, questions: entries.length, right: entries.length - wrong.length, wrong };
}

function isFound(
  index: SearchIndex,
  question: string,
  answers: z.infer<typeof answeredSchema>['answers'],
): boolean {
  return passagesFor({ index, question }, SHOWN).some(({ path, symbols }) =>
    answers.some(({ file, symbol }) => file === path && symbols.includes(symbol)),
  );
}

function readSet<T>(name: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(setOf(name), 'utf8').trim().split('\n');
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

function setOf(name: string): URL {
  return new URL(`${name}.jsonl`, SETS);
}
