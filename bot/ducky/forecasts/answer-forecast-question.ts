import type { Logger } from 'pino';

import { readTopic } from '../../../prompts/ducky/read-topic.ts';
import type { Topic } from '../../../prompts/ducky/topic.ts';
import type { TextModel } from '../../../prompts/llm/text-model.ts';
import { cannotRead, mayPass } from './cannot-read.ts';
import { compose } from './compose/compose.ts';
import type { Composed } from './compose/composed.ts';
import type { Fact, ToolName, Tools } from './fact.ts';
import { gatherFacts } from './gather-facts.ts';
import { type ForecastQuestion, hasForecast } from './question.ts';
import type { Told } from './told.ts';
import { docsFact } from './tools/docs.ts';
import { writeFromFacts } from './write-from-facts.ts';

/** What each topic is answered from: the first it cannot do without, the others add to it. */
const TOOLS_FOR: Readonly<Record<Topic, readonly [ToolName, ...ToolName[]]>> = {
  why: ['forecast', 'history'],
  change: ['earlier', 'forecast', 'model'],
  meaning: ['docs', 'forecast'],
  data: ['data', 'forecast'],
  accuracy: ['accuracy', 'model', 'forecast'],
  more: ['alternatives', 'forecast'],
  history: ['history', 'forecast'],
  model: ['model', 'forecast'],
  docs: ['docs'],
};

export interface AnswerOptions {
  readonly question: ForecastQuestion;
  readonly tools: Tools;
  /** Writes the answer from the facts; without it, it is put together by rule. */
  readonly writer?: TextModel | undefined;
  /** Says that no model wrote, and why. */
  readonly withoutWriter: string;
  readonly log: Logger;
}

/**
 * Answers a question about a forecast, such as why it is low, from what the tools find: a language
 * model writes, its numbers traced to the facts, or rules do. Ends once the signal is aborted.
 */
export async function* answerForecastQuestion(options: AnswerOptions): AsyncGenerator<Told> {
  const { signal } = options.question;
  try {
    for await (const told of answer(options)) {
      if (signal.aborted) return;
      yield told;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Reads the question's topic, gathers the facts for it, and has a model or the rules tell them. */
async function* answer(options: AnswerOptions): AsyncGenerator<Told> {
  const { question, tools, writer, withoutWriter, log } = options;
  const topic = readTopic(question.text, { hasForecast: hasForecast(question) }) ?? 'docs';
  const [needed, ...others] = TOOLS_FOR[topic];
  const gathering = { tools, signal: question.signal, log };
  const { facts, unread } = await gatherFacts([needed, ...others], gathering);
  const missing = unread.find(({ tool }) => tool === needed);
  if (missing) {
    const advice = mayPass(missing) ? ' Please ask again in a minute.' : '';
    yield { kind: 'text', text: `${cannotRead([missing])}${advice}` };
    return;
  }
  const composed = compose(topic, facts, question);
  const isFound = facts.some(({ tool }) => tool === needed);
  const isWritten =
    writer && isFound ? yield* writeFromFacts({ writer, question, facts, log }) : false;
  if (isWritten) yield* composed.told.filter(({ kind }) => kind !== 'text');
  else yield* byRule(composed, facts);
  if (unread.length > 0) yield { kind: 'note', text: cannotRead(unread) };
  // Once a thread is enough.
  const isFirst = question.earlier.length === 0;
  if (!writer && isFirst && composed.uses.length > 0) yield { kind: 'note', text: withoutWriter };
}

/** The answer put together without a model, and the sources it stands on. */
function* byRule(composed: Composed, facts: readonly Fact[]): Generator<Told> {
  yield* composed.told;
  const used = facts.filter(({ tool }) => composed.uses.includes(tool));
  const shown = used.map((fact) =>
    fact.tool === 'docs' && composed.passages ? docsFact(composed.passages) : fact,
  );
  if (shown.length > 0) yield { kind: 'sources', facts: shown };
}
