import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { canonicalPlan, type Plan, targetedDimensions } from '../../../../data/plan.ts';
import { readText } from '../../../../prompts/reader/read.ts';
import { plans, today } from '../../../../prompts/testing/plans.ts';
import { followUpWithout, partInWords } from './follow-up.ts';

const flight = { start: '2026-11-23', end: '2026-12-06' };

test('a part is left out in the words a person would use', () => {
  const plan: Plan = {
    targeting: {
      age: { min: 25, max: 34 },
      gender: ['female'],
      deviceType: { include: ['phone'] },
      os: { include: ['ios'] },
      geo: { include: ['IN/Mumbai'] },
      site: { include: ['news.example'] },
      app: { exclude: ['unknown'] },
      dayparts: [{ days: ['mon'], from: 17, to: 22 }],
    },
    flight,
    frequencyCap: { impressions: 3, per: 'day' },
  };
  const parts = [...targetedDimensions(plan.targeting), 'frequencyCap'] as const;
  assert.deepEqual(
    parts.map((part) => [partInWords(plan, part), followUpWithout(plan, part)]),
    [
      ['25-34', 'any age'],
      ['women', 'any gender'],
      ['phones', 'without phones'],
      ['iOS', 'without iOS'],
      ['Mumbai', 'everywhere instead of Mumbai'],
      ['news.example', 'any site'],
      ['in apps', 'any app'],
      ['mon 17:00-22:00', 'any time of day'],
      ['at most 3 a day', 'without the cap'],
    ],
  );
});

test('what runs in apps alone is offered on websites too', () => {
  const inApps: Plan = { targeting: { app: { exclude: ['unknown'] } }, flight };
  assert.equal(followUpWithout(inApps, 'app'), 'in apps and on websites');
});

test('whatever the plan, every part has a follow-up that drops it and nothing else', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      for (const part of targetedDimensions(plan.targeting)) {
        const text = followUpWithout(plan, part);
        assert.ok(text, `no words leave ${part} out`);
        const reading = readText(text, { today, previous: plan });
        const { [part]: _dropped, ...targeting } = plan.targeting;
        assert.ok(reading.kind === 'plan', text);
        assert.deepEqual(reading.plan, canonicalPlan({ ...plan, targeting }), text);
      }
    }),
  );
});
