import { readFileSync } from 'node:fs';

import type { Logger } from 'pino';

import { type FailureReason, ModelFailure } from '../../../prompts/llm/structured-model.ts';
import type { TextModel } from '../../../prompts/llm/text-model.ts';
import { roundCount } from '../../words/numbers.ts';
import type { Fact, ToolName } from './fact.ts';
import { knownFrom, PROMISED_WITHIN_RANGE_PERCENT } from './numbers/known.ts';
import { traceSentence } from './numbers/trace-sentence.ts';
import type { ForecastQuestion } from './question.ts';
import { sentencesOf } from './sentences.ts';
import type { Told } from './told.ts';

/** Twice of what a model is told to write. */
const MOST_SENTENCES = 12;
/** However steadily it writes, somebody waits. */
const LONGEST_MS = 90_000;
/** From here on people are shown `1.2k`. */
const SHORTENED_FROM = 1_000;

export interface WriteOptions {
  readonly writer: TextModel;
  readonly question: ForecastQuestion;
  readonly facts: readonly Fact[];
  readonly log: Logger;
}

/** What came of a model's text. */
interface Written {
  readonly cited: Set<ToolName>;
  shown: number;
  leftOut: number;
}

/**
 * Lets a model write from facts, which it gets as JSON, apart from the instructions. Shown is, from
 * the first sentence that cites a fact, each sentence whose numbers all stand in the facts. Returns
 * false, having said why, where that leaves no whole answer.
 */
export async function* writeFromFacts(options: WriteOptions): AsyncGenerator<Told, boolean> {
  const { question, facts, log } = options;
  const written: Written = { cited: new Set(), shown: 0, leftOut: 0 };
  try {
    yield* checkedText(options, written);
  } catch (error) {
    if (!(error instanceof ModelFailure) || question.signal.aborted) throw error;
    const { reason, status } = error;
    log.warn({ reason, status }, 'the model gave no usable answer; answered without it');
    if (written.shown > 0) yield { kind: 'text', text: '\n\n' };
    yield { kind: 'note', text: `The language model ${TROUBLE[reason]}, so ${INSTEAD}` };
    return false;
  }
  if (written.shown === 0) {
    const text = `Nothing that the language model wrote can be checked, so ${INSTEAD}`;
    yield { kind: 'note', text };
    return false;
  }
  yield { kind: 'sources', facts: facts.filter(({ tool }) => written.cited.has(tool)) };
  if (written.leftOut > 0) yield { kind: 'note', text: leftOutNote(written.leftOut) };
  return true;
}

async function* checkedText(options: WriteOptions, written: Written): AsyncGenerator<Told> {
  const { facts } = options;
  const against = { known: knownFrom(facts), given: new Set(facts.map(({ tool }) => tool)) };
  const waiting: string[] = [];
  let sentences = 0;
  for await (const sentence of sentencesOf(modelText(options))) {
    sentences += 1;
    if (sentences > MOST_SENTENCES) throw new ModelFailure('truncated');
    const traced = traceSentence(sentence, against);
    if (!traced) {
      written.leftOut += 1;
      continue;
    }
    for (const tool of traced.cited) written.cited.add(tool);
    waiting.push(traced.text);
    if (written.cited.size === 0) continue;
    for (const text of waiting.splice(0).filter(Boolean)) {
      yield { kind: 'text', text: written.shown > 0 ? ` ${text}` : text };
      written.shown += 1;
    }
  }
}

/** The model's text as it comes, within a time that people wait. */
async function* modelText({ writer, question, facts }: WriteOptions): AsyncGenerator<string> {
  const late = AbortSignal.timeout(LONGEST_MS);
  const signal = AbortSignal.any([question.signal, late]);
  try {
    yield* writer.write({ system: instructions(), user: asData(question, facts), signal });
  } catch (error) {
    throw late.aborted ? new ModelFailure('timeout', { cause: error }) : error;
  }
}

function instructions(): string {
  return readFileSync(new URL('../../../prompts/ducky/explain.md', import.meta.url), 'utf8');
}

/** All that the model may look at, as one JSON object: no text in it can pose as an instruction. */
function asData({ text, earlier }: ForecastQuestion, facts: readonly Fact[]): string {
  const byTool = Object.fromEntries(facts.map(({ tool, data }) => [tool, data]));
  const promised = { withinRangePercent: PROMISED_WITHIN_RANGE_PERCENT };
  return JSON.stringify({ question: text, earlier, promised, facts: byTool }, asShown);
}

/** Counts as people are shown them, so that a model says them the same way. */
function asShown(_: string, value: unknown): unknown {
  return typeof value === 'number' && value >= SHORTENED_FROM ? roundCount(value) : value;
}

const INSTEAD = 'this is put together without it.';
const TROUBLE: Readonly<Record<FailureReason, string>> = {
  timeout: 'fell silent',
  truncated: 'did not come to an end',
  refused: 'refused to answer',
  http: 'cannot be reached',
  invalid: 'sent nothing readable',
  cancelled: 'was stopped',
};

function leftOutNote(count: number): string {
  return count === 1
    ? 'One sentence of the language model is left out: it says what none of the sources shows.'
    : `${count} sentences of the language model are left out: they say what none of the sources shows.`;
}
