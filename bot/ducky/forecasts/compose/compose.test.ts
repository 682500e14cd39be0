import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { TOPICS, type Topic } from '../../../../prompts/ducky/topic.ts';
import type { Fact, ForecastFact } from '../fact.ts';
import { knownFrom } from '../numbers/known.ts';
import { isTraced } from '../numbers/trace.ts';
import { FACTS, SCENARIO } from '../testing/scenario.ts';
import type { Told } from '../told.ts';
import { compose } from './compose.ts';

const ALL = Object.values(FACTS);
const REFUSED: Fact = {
  tool: 'forecast',
  source: 'answer of 23 Nov 2026, 12:26 UTC',
  data: {
    plan: 'women on iOS in Pune',
    refused: { reason: 'Only about 3 requests a day matched.', needed: 'Widen or drop place.' },
  },
};

function asked(topic: Topic, facts: readonly Fact[], text = 'why?'): Told[] {
  const signal = new AbortController().signal;
  return compose(topic, facts, {
    text,
    earlier: [],
    requestId: undefined,
    teamId: undefined,
    signal,
  });
}

function textOf(told: readonly Told[]): string {
  return told.flatMap((each) => (each.kind === 'text' ? [each.text] : [])).join('');
}

describe('an answer from the facts alone', () => {
  test('says why a number is what it is', () => {
    assert.equal(
      textOf(asked('why', ALL)),
      "I expect about 91 impressions a day (likely 65–125), as a mean of 92 a day was measured over the last 28 days of data. From there: −3% for the weekdays of the flight and +2% for the model's correction. Of that, the frequency cap limits what is delivered. Confidence is low. It rests on 92 impressions a day, a likely range of 65–125, and a flight to 7 Dec from data through 22 Nov.",
    );
  });

  test('begins with what was singled out', () => {
    assert.match(textOf(asked('why', ALL, 'how sure are you')), /^Confidence is low\./);
    assert.match(textOf(asked('why', ALL, 'why is reach so low')), /^Reach is about 269 people/);
    assert.match(textOf(asked('why', ALL, 'what limits it')), /^Of that, the frequency cap/);
  });

  test('says what changed, and why', () => {
    assert.equal(
      textOf(asked('change', ALL)),
      'Against the forecast of the same plan (16 Nov 2026, 09:00 UTC): −5% impressions a day (96 → 91). Reach: 281 → 269 people. The plan is the same. The data now go to 22 Nov 2026, then to 15 Nov 2026.',
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
    assert.match(told, /^No forecast can be compared with what came yet/);
    assert.match(told, /In its backtest.*8\.5%/);
  });

  test('says what a word means, and what it is here', () => {
    const told = textOf(asked('meaning', ALL, 'what does P10 mean?'));
    assert.match(told, /one day in ten comes out below it/);
    assert.match(told, /In this forecast: 65 impressions a day at P10\./);
  });

  test('says why there is no forecast, and what it needs', () => {
    for (const topic of ['why', 'change', 'more', 'history'] as const) {
      const told = textOf(asked(topic, [REFUSED]));
      assert.match(told, /Only about 3 requests a day matched\. Widen or drop place\./, topic);
    }
  });

  test('says what to do where it knows nothing', () => {
    for (const topic of TOPICS) {
      const told = asked(topic, [], 'and now?');
      assert.equal(told.length, 1, topic);
      assert.ok(textOf(told).length > 30, topic);
    }
  });
});

test('no number is said that is in no fact', () => {
  const count = fc.integer({ min: 0, max: 50_000_000 });
  const range = fc.tuple(count, count, count).map((values) => {
    const [p10 = 0, p50 = 0, p90 = 0] = values.toSorted((one, other) => one - other);
    return { p10, p50, p90 };
  });
  const forecasts = fc
    .record({
      impressionsPerDay: range,
      reach: fc.option(range, { nil: null }),
      recentPerDay: fc.option(count, { nil: null }),
      drivers: fc.array(
        fc.record({
          name: fc.constantFrom('recent level', 'XGBoost correction'),
          effectPercent: fc.integer({ min: -99, max: 400 }),
        }),
        { maxLength: 4 },
      ),
    })
    .map((changed): ForecastFact => ({ ...SCENARIO.forecast, ...changed }));
  const questions = fc.constantFrom(
    'why',
    'how sure are you',
    'why this reach',
    'which day',
    'P10',
  );
  fc.assert(
    fc.property(forecasts, fc.constantFrom(...TOPICS), questions, (data, topic, text) => {
      const facts: Fact[] = [
        ...ALL.filter(({ tool }) => tool !== 'forecast'),
        { ...FACTS.forecast, data },
      ];
      const told = textOf(asked(topic, facts, text));
      const untraced = told
        .split(/(?<=\.) /)
        .filter((sentence) => !isTraced(sentence, knownFrom(facts)));
      assert.deepEqual(untraced, []);
    }),
  );
});
