import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { pino } from 'pino';

import type { TextModel } from '../../../prompts/llm/text-model.ts';
import { type AnswerOptions, answerForecastQuestion } from './answer-forecast-question.ts';
import type { Fact, ToolName, Tools } from './fact.ts';
import type { Told } from './told.ts';

const DATA: Fact<'data'> = {
  tool: 'data',
  source: 'history 1 Oct to 22 Nov 2026',
  data: {
    first: '2026-10-01',
    last: '2026-11-22',
    requests: 1_244_000,
    daysOld: 1,
    isGenerated: false,
    dimensions: ['OS', 'place'],
  },
};
const ACCURACY: Fact<'accuracy'> = {
  tool: 'accuracy',
  source: 'accuracy 1 Nov to 22 Nov 2026',
  data: {
    first: '2026-11-01',
    last: '2026-11-22',
    comparedDays: 220,
    errorPercent: 12.3,
    biasPercent: -2.1,
    withinRangePercent: 78,
  },
};
const WITHOUT_WRITER = 'No model is set.';

type Facts = { readonly [Name in ToolName]?: Fact<Name> };

/** Tools that find some facts, and of which some fail or never end. */
function toolsOf(
  facts: Facts,
  { failing = [], hanging = [] }: { failing?: ToolName[]; hanging?: ToolName[] } = {},
): Tools {
  return {
    async run(name) {
      if (failing.includes(name)) throw new Error('the store is away');
      if (hanging.includes(name)) await new Promise(() => {});
      return facts[name];
    },
  };
}

async function told(
  text: string,
  options: Partial<AnswerOptions> & { signal?: AbortSignal } = {},
): Promise<Told[]> {
  const { signal = new AbortController().signal, ...rest } = options;
  const answer = answerForecastQuestion({
    question: { text, earlier: [], requestId: undefined, teamId: undefined, signal },
    tools: toolsOf({ data: DATA, accuracy: ACCURACY }),
    withoutWriter: WITHOUT_WRITER,
    log: pino({ level: 'silent' }),
    ...rest,
  });
  return Array.fromAsync(answer);
}

const textOf = (parts: readonly Told[]) =>
  parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
const notesOf = (parts: readonly Told[]) =>
  parts.flatMap((part) => (part.kind === 'note' ? [part.text] : []));
const sourcesOf = (parts: readonly Told[]) =>
  parts.flatMap((part) => (part.kind === 'sources' ? part.facts.map(({ tool }) => tool) : []));

function saying(...pieces: string[]): TextModel {
  return {
    async *write() {
      yield* pieces;
    },
  };
}

describe('without a model', () => {
  test('an answer is put together from the facts, names them, and says who wrote it', async () => {
    const parts = await told('How fresh are the data?');
    assert.match(textOf(parts), /22 Nov/);
    assert.deepEqual(sourcesOf(parts), ['data']);
    assert.deepEqual(notesOf(parts), [WITHOUT_WRITER]);
  });

  test('what is not found is not made up', async () => {
    const parts = await told('What is the capital of France?', { tools: toolsOf({}) });
    assert.notEqual(textOf(parts), '');
    assert.doesNotMatch(textOf(parts), /Paris/);
    assert.deepEqual(sourcesOf(parts), []);
  });
});

describe('where a store does not answer', () => {
  test('what else is known is told, and what could not be read', async () => {
    const tools = toolsOf({ accuracy: ACCURACY }, { failing: ['model'] });
    const parts = await told('How accurate were you?', { tools });
    assert.match(textOf(parts), /12\.3\s?%|12%/);
    assert.deepEqual(notesOf(parts), ['I cannot read the model just now.', WITHOUT_WRITER]);
  });

  test('an answer that needs it says so, and nothing else', async () => {
    const tools = toolsOf({ data: DATA }, { failing: ['accuracy'] });
    const parts = await told('How accurate were you?', { tools, writer: saying('Very [model].') });
    assert.deepEqual(parts, [
      {
        kind: 'text',
        text: 'I cannot read how right the forecasts were just now. Please ask again in a minute.',
      },
    ]);
  });
});

describe('with a model', () => {
  test('it writes the answer', async () => {
    const writer = saying('They end on 22 Nov 2026 [data].');
    const parts = await told('How fresh are the data?', { writer });
    assert.equal(textOf(parts), 'They end on 22 Nov 2026.');
    assert.deepEqual([sourcesOf(parts), notesOf(parts)], [['data'], []]);
  });

  test('the facts speak where it fails', async () => {
    const composed = textOf(await told('How fresh are the data?'));
    const parts = await told('How fresh are the data?', {
      writer: saying('They are 99 days old.'),
    });
    assert.equal(textOf(parts), composed);
    assert.deepEqual(sourcesOf(parts), ['data']);
    assert.match(notesOf(parts).join(), /put together without it/);
  });

  test('it is not asked about what nobody knows', async () => {
    const tools = toolsOf({});
    const writer = saying('It is [data].');
    const parts = await told('How fresh are the data?', { tools, writer });
    assert.doesNotMatch(textOf(parts), /It is/);
  });
});

test('a question that is stopped ends at once, whatever it waits for', async () => {
  assert.deepEqual(await told('How fresh are the data?', { signal: AbortSignal.abort() }), []);
  const controller = new AbortController();
  const tools = toolsOf({}, { hanging: ['data'] });
  const answer = told('How fresh are the data?', { tools, signal: controller.signal });
  setImmediate(() => controller.abort());
  assert.deepEqual(await answer, []);
});
