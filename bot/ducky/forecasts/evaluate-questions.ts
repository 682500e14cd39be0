import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { pino } from 'pino';
import { z } from 'zod';

import { readTopic } from '../../../prompts/ducky/read-topic.ts';
import { TOPICS } from '../../../prompts/ducky/topic.ts';
import type { Score } from '../evaluate.ts';
import { answerForecastQuestion } from './answer-forecast-question.ts';
import type { ForecastQuestion } from './question.ts';
import { scenarioTools } from './testing/scenario.ts';
import type { Told } from './told.ts';

const entrySchema = z.union([
  z.strictObject({
    question: z.string(),
    topic: z.enum(TOPICS),
    /** The tools whose facts the answer must stand on. */
    cites: z.array(z.string()),
    /** What must occur in the answer, in any case of letters. */
    says: z.array(z.string()),
  }),
  z.strictObject({ question: z.string(), refused: z.literal(true) }),
]);
type Entry = z.infer<typeof entrySchema>;

/**
 * Asks every question of a set, one JSON object a line, of a fixed scenario and without a model: the
 * topic, the sources and the words must be right, and what is not about forecasts be refused.
 */
export async function evaluateForecastQuestions(path: string): Promise<Score> {
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  const entries = lines.map((line) => entrySchema.parse(JSON.parse(line)));
  const verdicts = await Promise.all(
    entries.map(async (entry) => ({ entry, isRight: await isRight(entry) })),
  );
  const wrong = verdicts.flatMap(({ entry, isRight }) => (isRight ? [] : [entry.question]));
  return {
    name: basename(path, '.jsonl'),
    questions: entries.length,
    right: entries.length - wrong.length,
    wrong,
  };
}

async function isRight(entry: Entry): Promise<boolean> {
  const told = await answersTo(entry.question);
  const cited = told.flatMap((each) => (each.kind === 'sources' ? each.facts : []));
  if ('refused' in entry) {
    return readTopic(entry.question) === undefined && cited.length === 0;
  }
  const text = told.flatMap((each) => (each.kind === 'text' ? [each.text] : [])).join(' ');
  return (
    readTopic(entry.question)?.topic === entry.topic &&
    entry.cites.every((tool) => cited.some((fact) => fact.tool === tool)) &&
    entry.says.every((words) => text.toLowerCase().includes(words.toLowerCase()))
  );
}

async function answersTo(text: string): Promise<Told[]> {
  const question: ForecastQuestion = {
    text,
    earlier: [],
    requestId: undefined,
    teamId: 'T1',
    signal: new AbortController().signal,
  };
  const options = {
    question,
    tools: scenarioTools(question),
    withoutWriter: '',
    log: pino({ enabled: false }),
  };
  return Array.fromAsync(answerForecastQuestion(options));
}
