import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { pino } from 'pino';

import { badInput } from '../../../data/errors.ts';
import type { TextModel } from '../../../prompts/llm/text-model.ts';
import { type AnswerOptions, answerForecastQuestion } from './answer-forecast-question.ts';
import type { Fact, ToolName, Tools } from './fact.ts';
import type { ForecastQuestion } from './question.ts';
import { FACTS, scenarioTools } from './testing/scenario.ts';
import { textOf } from './testing/text-of.ts';
import type { Told } from './told.ts';

const DATA: Fact<'data'> = {
  tool: 'data',
  source: 'history 1 Oct to 22 Nov 2026',
  data: {
    first: '2026-10-01',
    last: '2026-11-22',
    requests: 1_244_000,
    daysOld: 1,
    origin: 'observed',
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

interface Trouble {
  failing?: ToolName[];
  hanging?: ToolName[];
  error?: Error;
}

/** Tools that find some facts, and of which some fail or never end. */
function toolsOf(
  facts: Facts,
  { failing = [], hanging = [], error = new Error('the store is away') }: Trouble = {},
): Tools {
  return {
    async run(name) {
      if (failing.includes(name)) throw error;
      if (hanging.includes(name)) await new Promise(() => {});
      return facts[name];
    },
  };
}

async function told(
  text: string,
  options: Partial<AnswerOptions & ForecastQuestion> = {},
): Promise<Told[]> {
  const { signal = new AbortController().signal, earlier = [], requestId, ...rest } = options;
  const answer = answerForecastQuestion({
    question: { text, earlier, requestId, teamId: undefined, signal },
    tools: toolsOf({ data: DATA, accuracy: ACCURACY }),
    withoutWriter: WITHOUT_WRITER,
    log: pino({ level: 'silent' }),
    ...rest,
  });
  return Array.fromAsync(answer);
}

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

  test('that none is set is said once a thread', async () => {
    const parts = await told('How fresh are the data?', { earlier: ['How accurate were you?'] });
    assert.deepEqual([sourcesOf(parts), notesOf(parts)], [['data'], []]);
  });

  test('only what it tells is named as what it stands on', async () => {
    const tools = toolsOf({ data: DATA, forecast: FACTS.forecast });
    const parts = await told('How fresh are the data?', { tools, requestId: 'r1' });
    assert.deepEqual(sourcesOf(parts), ['data'], 'the forecast is of the latest data');
  });

  test('what is not its business is refused, whatever the tools hold', async () => {
    const text = 'What is the capital of France?';
    const parts = await told(text, { tools: scenarioTools({ text, requestId: 'r1' }) });
    assert.match(textOf(parts), /^I cannot answer that\./);
    assert.deepEqual([sourcesOf(parts), notesOf(parts)], [[], []]);
  });

  test('a figure is that of the forecast at hand, and without one a word to explain', async () => {
    const tools = toolsOf({ forecast: FACTS.forecast, history: FACTS.history });
    const text = 'What is the reach?';
    assert.match(textOf(await told(text, { tools, requestId: 'r1' })), /I expect about 91/);
    assert.doesNotMatch(textOf(await told(text, { tools })), /I expect/);
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

  test('what will not pass by itself is told with what to do about it', async () => {
    const error = badInput('At most 12 dimensions; this one has 13.');
    const tools = toolsOf({}, { failing: ['alternatives'], error });
    const parts = await told('How do I get more?', { tools, requestId: 'r1' });
    assert.deepEqual(parts, [{ kind: 'text', text: 'At most 12 dimensions; this one has 13.' }]);
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

test('figures of demo data are told as such, whoever writes', async () => {
  const tools = toolsOf({ forecast: FACTS.forecast });
  const options = { tools, requestId: 'r1', earlier: ['And?'] };
  const demo = ['Demo data: the history was generated, not observed.'];
  assert.deepEqual(notesOf(await told('Why is it so low?', options)), demo);
  const writer = saying('It has 91 a day [forecast].');
  const written = await told('Why is it so low?', { ...options, writer });
  assert.equal(textOf(written), 'It has 91 a day.');
  assert.deepEqual(notesOf(written), demo);
});
