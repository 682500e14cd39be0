import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { TOPICS, type Topic } from '../../../../prompts/ducky/topic.ts';
import type { Fact } from '../fact.ts';
import { allowedNumbersOf } from '../numbers/allowed-numbers.ts';
import { isTraced } from '../numbers/trace.ts';
import type { ForecastFact } from '../plan-facts.ts';
import { FACTS, SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import type { Told } from '../told.ts';
import { compose } from './compose.ts';
import type { Composed } from './composed.ts';

const ALL = Object.values(FACTS);
const REFUSED: Fact = {
  tool: 'forecast',
  source: 'answer of 23 Nov 2026, 12:26 UTC',
  data: {
    plan: 'women on iOS in Pune',
    refused: { reason: 'Only about 3 requests a day matched.', needed: 'Widen or drop place.' },
  },
};

const PENDING: Fact = {
  tool: 'forecast',
  source: 'request of 23 Nov 2026, 12:26 UTC',
  data: { plan: 'women on iOS in Pune', pending: true },
};

function composed(topic: Topic, facts: readonly Fact[], text = 'why?'): Composed {
  const signal = new AbortController().signal;
  const nobody = { earlier: [], requestId: undefined, teamId: undefined };
  return compose(topic, facts, { text, ...nobody, signal });
}

function asked(topic: Topic, facts: readonly Fact[], text?: string): readonly Told[] {
  return composed(topic, facts, text).told;
}

/** The facts with some of the forecast's others. */
function withForecast(changed: Partial<ForecastFact>): Fact[] {
  const data = { ...SCENARIO.forecast, ...changed };
  return [...ALL.filter(({ tool }) => tool !== 'forecast'), { ...FACTS.forecast, data }];
}

describe('an answer from the facts alone', () => {
  test('says what changed, and why', () => {
    assert.equal(
      textOf(asked('change', ALL)),
      'Against the forecast of the same plan (16 Nov 2026, 09:00 UTC): −5% impressions a day (96 → 91). What the plan itself would get: −4% a day (70 → 67). Reach: 281 → 269 people. The plan is the same. The data now go to 22 Nov 2026; then they went to 15 Nov 2026.',
    );
    const same = { before: 91, changePercent: 0, dataThroughBefore: '2026-11-22' };
    const unchanged = { ...SCENARIO.earlier, ...same };
    const told = textOf(asked('change', [{ ...FACTS.earlier, data: unchanged }]));
    assert.match(told, /same impressions a day \(91\).*Plan, data and model are the same\./);
  });

  test('offers at most two changes as buttons, and does none', () => {
    const told = asked('more', ALL);
    assert.deepEqual(
      told.filter(({ kind }) => kind === 'action'),
      [
        { kind: 'action', label: 'Without the cap', followUp: 'without the cap' },
        { kind: 'action', label: 'Without iOS', followUp: 'without iOS' },
      ],
    );
    assert.match(textOf(told), /Without OS \(iOS\), it would have been 296 \(\+221%\)\./);
    const none = { ...SCENARIO.alternatives, alternatives: [], withoutCap: null };
    const nothing = asked('more', [{ ...FACTS.alternatives, data: none }]);
    assert.deepEqual(
      nothing.map(({ kind }) => kind),
      ['text'],
    );
  });

  test('is honest where nothing was compared yet', () => {
    const told = textOf(asked('accuracy', [FACTS.model]));
    assert.match(told, /^No forecast made here can be compared with what came yet/);
    assert.match(told, /In the model's backtest.*8\.5%/);
  });

  test('says what a word means, and what it is here', () => {
    const told = textOf(asked('meaning', ALL, 'what does P10 mean?'));
    assert.match(told, /one day in ten comes out below it/);
    assert.match(told, /In this forecast, P10 is 65 impressions a day\./);
  });

  test('says why there is no forecast, and what it needs', () => {
    for (const topic of ['why', 'change', 'more', 'history'] as const) {
      const told = textOf(asked(topic, [REFUSED]));
      assert.match(told, /Only about 3 requests a day matched\. Widen or drop place\./, topic);
    }
  });

  test('says that a forecast is still being made', () => {
    for (const topic of ['why', 'change', 'more', 'history'] as const) {
      assert.match(textOf(asked(topic, [PENDING])), /still being made/, topic);
    }
  });

  test('says what to do where it knows nothing, and stands on nothing then', () => {
    for (const topic of TOPICS) {
      const { told, uses } = composed(topic, [], 'and now?');
      assert.equal(told.length, 1, topic);
      assert.ok(textOf(told).length > 30, topic);
      assert.deepEqual(uses, [], topic);
    }
  });

  test('shows of the documents only what fits, and says which', () => {
    const passage = (title: string) => ({
      place: 'README.md:1-9',
      title,
      text: 'So it is. '.repeat(35),
    });
    const docs: Fact = {
      tool: 'docs',
      source: 'README.md',
      data: { passages: [passage('one'), passage('two')] },
    };
    const { told, uses, passages } = composed('docs', [docs]);
    assert.match(textOf(told), /^One: So it is\./);
    assert.doesNotMatch(textOf(told), /Two:/);
    assert.deepEqual([uses, passages?.map(({ title }) => title)], [['docs'], ['one']]);
  });
});

const QUESTIONS = [
  'why?',
  'Why is reach so low on weekdays and holidays, what limits it, and how sure are you?',
  'Which days are best, on Mondays or at the weekend?',
  'What do P10, P90, reach, flight, delivery, average frequency and confidence mean?',
  'How were last week, last month, yesterday, September and the other Fridays?',
  'What is the total, what can I promise, how wide is the range, and do I reach my goal?',
  'Is this demo data, and how good is the model?',
];

/** Facts with other figures: each count and each percentage by itself, and some unknown. */
function withOtherFigures(facts: readonly Fact[], next: (isPercent: boolean) => number): Fact[] {
  const other = (key: string, value: unknown) =>
    typeof value === 'number' ? next(key.endsWith('Percent')) : value;
  return JSON.parse(JSON.stringify(facts, other));
}

test('whatever the facts, an answer by rule holds no number that is in none of them', () => {
  const count = fc.oneof(fc.nat(50), fc.nat(5_000), fc.nat(3_000_000_000));
  const unknown = { delivery: null, reach: null, recentPerDay: null, averageFrequency: null };
  fc.assert(
    fc.property(
      fc.constantFrom(...TOPICS),
      fc.constantFrom(...QUESTIONS),
      fc.constantFrom(ALL, withForecast(unknown)),
      fc.infiniteStream(count),
      fc.infiniteStream(fc.integer({ min: -99, max: 400 })),
      (topic, text, given, counts, percents) => {
        const facts = withOtherFigures(
          given,
          (isPercent) => (isPercent ? percents : counts).next().value ?? 0,
        );
        const { told, uses } = composed(topic, facts, text);
        const known = allowedNumbersOf(facts.filter(({ tool }) => uses.includes(tool)));
        const untraced = textOf(told)
          .split(/(?<=\.) /)
          .filter((sentence) => !isTraced(sentence, known));
        assert.deepEqual(untraced, []);
      },
    ),
  );
});
