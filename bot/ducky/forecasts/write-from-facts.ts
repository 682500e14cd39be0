import { readFileSync } from 'node:fs';

import type { Logger } from 'pino';

import { type FailureReason, ModelFailure } from '../../../prompts/llm/structured-model.ts';
import type { TextModel } from '../../../prompts/llm/text-model.ts';
import { roundCount } from '../../words/numbers.ts';
import { foundBy } from './compose/facts.ts';
import type { Fact, ToolName } from './fact.ts';
import { PROMISED_WITHIN_RANGE_PERCENT } from './numbers/allowed-numbers.ts';
import { traceSentence } from './numbers/trace-sentence.ts';
import type { ForecastQuestion } from './question.ts';
import { sentencesOf } from './sentences.ts';
import type { Told } from './told.ts';

/** A longer answer is cut off: twice of what a model is told to write, nobody reads on. */
const MOST_SENTENCES = 12;
/** A model times out then, however steadily it writes: somebody waits. */
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
 * Streams an answer that a language model writes from facts, which it gets as JSON, apart from the
 * instructions. Shown is each sentence that cites facts which hold all its numbers, of as many
 * sentences as people read. Returns false, having said why, where that leaves no whole answer.
 */
export async function* writeFromFacts(options: WriteOptions): AsyncGenerator<Told, boolean> {
  const { question, facts, log } = options;
  const written: Written = { cited: new Set(), shown: 0, leftOut: 0 };
  const sources = () => facts.filter(({ tool }) => written.cited.has(tool));
  try {
    yield* checkedText(options, written);
  } catch (error) {
    if (!(error instanceof ModelFailure) || question.signal.aborted) throw error;
    const { reason, status } = error;
    log.warn({ reason, status }, 'the model gave no usable answer; answered without it');
    const trouble = `The language model ${TROUBLE[reason]}`;
    if (written.shown === 0) {
      yield { kind: 'note', text: `${trouble}, so ${INSTEAD}` };
      return false;
    }
    yield { kind: 'sources', facts: sources() };
    yield { kind: 'text', text: `\n\n${trouble}. What follows is put together without it.\n\n` };
    return false;
  }
  if (written.shown === 0) {
    const text = `Nothing that the language model wrote can be checked, so ${INSTEAD}`;
    yield { kind: 'note', text };
    return false;
  }
  yield { kind: 'sources', facts: sources() };
  if (written.leftOut > 0) yield { kind: 'note', text: leftOutNote(written.leftOut) };
  return true;
}

/** The model's sentences that the facts bear out; others are left out and counted. */
async function* checkedText(options: WriteOptions, written: Written): AsyncGenerator<Told> {
  let sentences = 0;
  for await (const sentence of sentencesOf(modelText(options))) {
    if (sentence.trim() === '') continue;
    const traced = traceSentence(sentence, options.facts);
    if (traced) {
      yield { kind: 'text', text: written.shown > 0 ? ` ${traced.text}` : traced.text };
      for (const tool of traced.cited) written.cited.add(tool);
      written.shown += 1;
    } else {
      written.leftOut += 1;
    }
    sentences += 1;
    if (sentences === MOST_SENTENCES) return;
  }
}

/** The model's text as it streams; it times out after as long as people wait. */
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
  const promised = { withinRangePercent: PROMISED_WITHIN_RANGE_PERCENT };
  return JSON.stringify({ question: text, earlier, promised, facts: foundBy(facts) }, asShown);
}

/** Counts as people are shown them, so that a model says them the same way. */
function asShown(key: string, value: unknown): unknown {
  const isCount = typeof value === 'number' && !key.endsWith('Percent');
  return isCount && value >= SHORTENED_FROM ? roundCount(value) : value;
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
    ? 'One sentence of the language model is left out: no source that it names shows it.'
    : `${count} sentences of the language model are left out: no source that they name shows them.`;
}
