import type { Logger } from 'pino';

import { readTopic } from '../../../prompts/ducky/read-topic.ts';
import type { Topic } from '../../../prompts/ducky/topic.ts';
import type { TextModel } from '../../../prompts/llm/text-model.ts';
import { compose } from './compose/compose.ts';
import type { ToolName, Tools } from './fact.ts';
import { gatherFacts } from './gather-facts.ts';
import type { ForecastQuestion } from './question.ts';
import type { Told } from './told.ts';
import { writeFromFacts } from './write-from-facts.ts';

/** What each topic is answered from: the first it cannot do without, the others add to it. */
const TOOLS_FOR: Readonly<Record<Topic, readonly [ToolName, ...ToolName[]]>> = {
  why: ['forecast', 'history'],
  change: ['earlier', 'forecast', 'model'],
  meaning: ['docs', 'forecast'],
  data: ['data', 'forecast'],
  accuracy: ['accuracy', 'model'],
  more: ['alternatives', 'forecast'],
  history: ['history', 'forecast'],
  model: ['model', 'accuracy'],
  docs: ['docs'],
};

/** What a tool reads, in people's words. */
const TOOL_WORDS: Readonly<Record<ToolName, string>> = {
  forecast: 'the forecast',
  earlier: 'the forecast before',
  history: 'what was measured',
  alternatives: 'what other targetings would have delivered',
  accuracy: 'how right the forecasts were',
  model: 'the model',
  data: 'what the data hold',
  docs: 'my documents',
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
 * Answers a question about forecasts from what the tools find; a model's numbers are traced to it.
 * Ends once the question's signal is aborted.
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

async function* answer(options: AnswerOptions): AsyncGenerator<Told> {
  const { question, tools, writer, withoutWriter, log } = options;
  const topic = readTopic(question.text)?.topic ?? 'docs';
  const names = TOOLS_FOR[topic];
  const { facts, unread } = await gatherFacts(names, { tools, signal: question.signal, log });
  if (unread.includes(names[0])) {
    yield { kind: 'text', text: `${cannotRead([names[0]])} Please ask again in a minute.` };
    return;
  }
  const composed = compose(topic, facts, question);
  const isFound = facts.some(({ tool }) => tool === names[0]);
  const isWritten =
    writer && isFound ? yield* writeFromFacts({ writer, question, facts, log }) : undefined;
  const isShown = isWritten ? ({ kind }: Told) => kind === 'action' : () => true;
  yield* composed.filter(isShown);
  if (!isWritten && facts.length > 0) yield { kind: 'sources', facts };
  if (unread.length > 0) yield { kind: 'note', text: cannotRead(unread) };
  if (!writer && facts.length > 0) yield { kind: 'note', text: withoutWriter };
}

function cannotRead(names: readonly ToolName[]): string {
  return `I cannot read ${names.map((name) => TOOL_WORDS[name]).join(' and ')} just now.`;
}
