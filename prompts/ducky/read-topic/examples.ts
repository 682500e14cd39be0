import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { GLOSSARY } from '../glossary.ts';
import { HOW_TOS } from '../how-to.ts';
import { TOPICS, type Topic } from '../topic.ts';

/** What a text may be that somebody writes to Ducky; beside the topics, a request, or nothing of ours. */
export type Kind = Topic | 'forecast' | 'outside';

/** A text of which it is known what it is; of several kinds, each is right. */
export interface KnownText {
  readonly text: string;
  readonly kinds: readonly Kind[];
}

const topicSchema = z.enum(TOPICS);
const questionSchema = z.union([
  z
    .looseObject({
      question: z.string(),
      topic: z.union([topicSchema, z.array(topicSchema).min(1)]),
    })
    .transform(({ question, topic }) => known(question, [topic].flat())),
  z
    .looseObject({ question: z.string(), forecast: z.literal(true) })
    .transform(({ question }) => known(question, ['forecast'])),
  z
    .looseObject({ question: z.string(), refused: z.literal(true) })
    .transform(({ question }) => known(question, ['outside'])),
]);
const requestSchema = z.looseObject({
  text: z.string(),
  plan: z.unknown().optional(),
  compare: z.unknown().optional(),
});

/** Everything to learn topics from, read from its files. */
export function readExamples(): KnownText[] {
  return [
    ...readQuestions('evaluation/forecasts.jsonl'),
    ...readQuestions('read-topic/examples.jsonl'),
    ...readRequests(),
    ...questionsForTerms(),
    ...HOW_TOS.map(({ title }) => known(`how does ${title} work`, ['docs'])),
  ];
}

/** @param path of a file of questions, one JSON object a line, from the folder `prompts/ducky`. */
export function readQuestions(path: string): KnownText[] {
  return linesOf(path).map((line) => questionSchema.parse(line));
}

/** Texts that are read as a plan, or as plans to compare. */
export function readRequests(): KnownText[] {
  return ['forecast-requests', 'follow-ups']
    .flatMap((name) => linesOf(`../evaluation/${name}.jsonl`))
    .map((line) => requestSchema.parse(line))
    .filter(({ plan, compare }) => plan !== undefined || compare !== undefined)
    .map(({ text }) => known(text, ['forecast']));
}

function questionsForTerms(): KnownText[] {
  return GLOSSARY.flatMap(({ name }) =>
    [`${name}?`, `what is ${name}`, `what does ${name} mean`].map((text) =>
      known(text, ['meaning']),
    ),
  );
}

function known(text: string, kinds: readonly Kind[]): KnownText {
  return { text, kinds };
}

function linesOf(path: string): unknown[] {
  const text = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
