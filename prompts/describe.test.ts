import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { canonicalPlan, type Plan } from '../data/plan.ts';
import { describePlan } from './describe.ts';
import { readText } from './reader/read.ts';
import { plans, today } from './testing/plans.ts';

test('a plan is said in one line of plain English', () => {
  const { line, parts } = describePlan({
    targeting: {
      age: { min: 25, max: 34 },
      gender: ['female'],
      os: { include: ['ios'] },
      geo: { include: ['IN/Mumbai'] },
      format: { include: ['video'] },
    },
    flight: { start: '2026-11-23', end: '2026-12-06' },
    frequencyCap: { impressions: 3, per: 'day' },
  });
  assert.equal(
    line,
    'women aged 25-34 on iOS in Mumbai, video, 23 Nov to 6 Dec 2026 (14 days), at most 3 a day',
  );
  assert.deepEqual(
    parts.map(({ label }) => label),
    ['Audience', 'OS', 'Place', 'Format', 'Flight', 'Frequency cap'],
  );
});

test('a place without a name of its own is said with where it lies, or by its code', () => {
  const plan = (value: string): Plan => ({
    targeting: { geo: { include: [value] } },
    flight: { start: '2026-11-23', end: '2026-11-23' },
  });
  assert.equal(describePlan(plan('US-AL/Birmingham')).line, 'in Birmingham, Alabama, 23 Nov 2026');
  assert.equal(describePlan(plan('geo-216')).line, 'place "geo-216", 23 Nov 2026');
});

test('what is written is read back to the same plan', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { line } = describePlan(plan);
      const reading = readText(line, { today });
      assert.deepEqual(
        reading.kind === 'plan' && reading.plan,
        canonicalPlan(plan),
        `${line}\n${JSON.stringify(reading)}`,
      );
    }),
    { numRuns: 200 },
  );
});
