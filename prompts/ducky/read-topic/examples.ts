import { z } from 'zod';

import { readJsonLines } from '../../../data/read-json-lines.ts';
import { GLOSSARY } from '../glossary.ts';
import { HOW_TOS } from '../how-to.ts';
import { TOPICS, type Topic } from '../topic.ts';

/** The classes of texts that people write to Ducky: the topics, a request, or nothing of ours. */
export type Kind = Topic | 'forecast' | 'outside';

/** A labelled text; of several kinds, each is right. */
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

/** Loads all labelled examples that the classifier of topics is trained on. */
export function readExamples(): KnownText[] {
  return [
    ...readQuestions('evaluation/forecasts.jsonl'),
    ...readQuestions('read-topic/examples.jsonl'),
    ...readRequests(),
    ...questionsForTerms(),
    ...HOW_TOS.map(({ title }) => known(`how does ${title} work`, ['docs'])),
  ];
}

/**
 * Loads labelled questions from a file, one JSON object a line.
 * @param path from the folder `prompts/ducky`.
 */
export function readQuestions(path: string): KnownText[] {
  return readJsonLines(inDucky(path), questionSchema);
}

/** Loads examples of forecast requests: texts that are read as a plan, or as plans to compare. */
export function readRequests(): KnownText[] {
  return ['forecast-requests', 'follow-ups']
    .flatMap((name) => readJsonLines(inDucky(`../evaluation/${name}.jsonl`), requestSchema))
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

function inDucky(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
