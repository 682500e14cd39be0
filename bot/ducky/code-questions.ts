import { z } from 'zod';

import { readJsonLines } from '../../data/read-json-lines.ts';
import type { Passage } from './passages/passage.ts';

const SETS = new URL('../../prompts/ducky/evaluation/', import.meta.url);

const answeredSchema = z.strictObject({
  question: z.string(),
  /** Any of these is right. */
  answers: z.array(z.strictObject({ file: z.string(), symbol: z.string() })).min(1),
});
const outsideSchema = z.strictObject({ question: z.string() });

/** A question of the evaluation set, with the definitions in this code that answer it. */
export type CodeQuestion = z.infer<typeof answeredSchema>;

/** Reads a set of evaluation questions with known answers; only `code` may be tuned on. */
export function readCodeQuestions(name: 'code' | 'code-held-out'): CodeQuestion[] {
  return readJsonLines(setOf(name), answeredSchema);
}

/** Reads the evaluation questions that this code does not answer, which are to be refused. */
export function readOutsideQuestions(): z.infer<typeof outsideSchema>[] {
  return readJsonLines(setOf('outside'), outsideSchema);
}

/** Whether a passage that was found holds one of a question's expected definitions. */
export function isAnswer(
  { path, symbols }: Passage,
  { answers }: Pick<CodeQuestion, 'answers'>,
): boolean {
  return answers.some(({ file, symbol }) => file === path && symbols.includes(symbol));
}

/** The JSONL file of an evaluation set, one question a line. */
export function setOf(name: string): URL {
  return new URL(`${name}.jsonl`, SETS);
}
