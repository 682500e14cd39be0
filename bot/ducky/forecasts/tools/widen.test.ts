import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Plan, Targeting } from '../../../../data/plan.ts';
import { readText } from '../../../../prompts/reader/read.ts';
import { plans, today } from '../../../../prompts/testing/plans.ts';
import { widenings } from './widen.ts';

const flight = { start: '2026-11-23', end: '2026-12-06' };
const followUps = (targeting: Targeting) =>
  widenings({ targeting, flight }).map(({ followUp }) => followUp);

test('an age takes the bands beside it, a place the one around it', () => {
  const targeting = { age: { min: 25, max: 34 }, geo: { include: ['IN/Mumbai'] } };
  assert.deepEqual(followUps(targeting), ['25-44', '18-34', 'India instead of Mumbai']);
  assert.deepEqual(followUps({ geo: { include: ['IN-MH'] } }), ['India instead of Mahārāshtra']);
  assert.deepEqual(followUps({ age: { min: 55, max: 64 } }), ['55+', '45-64']);
});

test('what has no nearest wider part has none', () => {
  const none: Targeting[] = [
    {},
    { age: { min: 25 } },
    { age: { min: 21, max: 29 } },
    { geo: { include: ['IN'] } },
    { geo: { include: ['IN/Mumbai', 'IN/Pune'] } },
    { geo: { exclude: ['IN/Mumbai'] } },
    { geo: { include: ['opaque-17'] } },
  ];
  for (const targeting of none) assert.deepEqual(followUps(targeting), []);
});

test('whatever the plan, each follow-up asks for the wider plan and nothing else', () => {
  const narrow = fc.constantFrom<Targeting>(
    { age: { min: 25, max: 34 }, geo: { include: ['IN/Mumbai'] } },
    { age: { min: 55, max: 64 } },
    { geo: { include: ['US-AL/Birmingham'] } },
  );
  fc.assert(
    fc.property(plans, narrow, (any, targeting) => {
      const plan: Plan = { ...any, targeting: { ...any.targeting, ...targeting } };
      const wider = widenings(plan);
      assert.ok(wider.length > 0 && wider.length <= 3);
      for (const { followUp, plan: wanted } of wider) {
        const reading = readText(followUp, { today, previous: plan });
        assert.ok(reading.kind === 'plan', followUp);
        assert.deepEqual(reading.plan, wanted, followUp);
      }
    }),
    { numRuns: 50 },
  );
});
