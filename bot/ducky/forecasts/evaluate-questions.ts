import { basename } from 'node:path';

import { pino } from 'pino';
import { z } from 'zod';

import { readJsonLines } from '../../../data/read-json-lines.ts';
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
    /** Of several, each is right. */
    topic: z.union([z.enum(TOPICS), z.array(z.enum(TOPICS)).min(1)]),
    /** The tools whose facts the answer must stand on. */
    cites: z.array(z.string()).default([]),
    /** What must occur in the answer, in any case of letters. */
    says: z.array(z.string()).default([]),
  }),
  /** Asks for a forecast, so must not be taken as a question about one. */
  z.strictObject({ question: z.string(), forecast: z.literal(true) }),
  z.strictObject({ question: z.string(), refused: z.literal(true) }),
]);
type Entry = z.infer<typeof entrySchema>;

/**
 * Scores the answers to an evaluation set about forecasts, one JSON object a line, on a fixed
 * scenario and without a model: the topic, the sources and the words must be right, what asks for a
 * forecast not be taken, and what is not about forecasts be refused.
 */
export async function evaluateForecastQuestions(file: URL): Promise<Score> {
  const entries = readJsonLines(file, entrySchema);
  const verdicts = await Promise.all(
    entries.map(async (entry) => ({ entry, isRight: await isRight(entry) })),
  );
  const wrong = verdicts.flatMap(({ entry, isRight }) => (isRight ? [] : [entry.question]));
  return {
    name: basename(file.pathname, '.jsonl'),
    questions: entries.length,
    right: entries.length - wrong.length,
    wrong,
  };
}

/** Whether topic, cited tools and words of an answer are those that the set expects. */
async function isRight(entry: Entry): Promise<boolean> {
  const topic = readTopic(entry.question);
  if ('forecast' in entry) return topic === undefined;
  const told = await answersTo(entry.question);
  const cited = told.flatMap((each) => (each.kind === 'sources' ? each.facts : []));
  if ('refused' in entry) return topic === undefined && cited.length === 0;
  const text = told.flatMap((each) => (each.kind === 'text' ? [each.text] : [])).join(' ');
  return (
    [entry.topic].flat().some((right) => right === topic) &&
    entry.cites.every((tool) => cited.some((fact) => fact.tool === tool)) &&
    entry.says.every((words) => text.toLowerCase().includes(words.toLowerCase()))
  );
}

async function answersTo(text: string): Promise<Told[]> {
  const question: ForecastQuestion = {
    text,
    earlier: [],
    requestId: 'scenario',
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
