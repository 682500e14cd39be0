import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { WEEK } from './dimensions.ts';
import {
  canonicalPlan,
  type Plan,
  planHash,
  planJsonSchema,
  planSchema,
  schemaProblems,
  targetedDimensions,
} from './plan.ts';

const flight = { start: '2026-11-23', end: '2026-12-06' };

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
const list = fc.record({ include: names, exclude: names }, { requiredKeys: [] });
const anyPlan: fc.Arbitrary<Plan> = fc.record({
  targeting: fc.record(
    {
      gender: fc.uniqueArray(fc.constantFrom('female' as const, 'male' as const)),
      os: list,
      geo: list,
      dayparts: fc.array(
        fc.record({
          days: fc.uniqueArray(fc.constantFrom(...WEEK), { minLength: 1 }),
          from: fc.integer({ min: 0, max: 11 }),
          to: fc.integer({ min: 12, max: 24 }),
        }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  ),
  flight: fc.constant(flight),
});

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
};

test('the canonical form is valid, stable, and blind to order', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const canonical = canonicalPlan(plan);
      assert.deepEqual(planSchema.parse(canonical), canonical);
      assert.deepEqual(canonicalPlan(canonical), canonical);
      assert.equal(planHash(reversed(plan) as Plan), planHash(plan));
    }),
  );
});

test('an accent in a character of its own makes no other plan', () => {
  const targetingOf = (city: string) => ({ geo: { include: [city] } });
  const read = planSchema.parse({ targeting: targetingOf('BR/Sa\u0303o Paulo'), flight });
  assert.deepEqual(read.targeting, targetingOf('BR/S\u00E3o Paulo'));
});

test('empty parts and defaults are left out', () => {
  const plan: Plan = {
    targeting: {
      age: { min: 0, max: 120, includeUnknown: false },
      gender: [],
      os: { include: ['ios', 'ios'], exclude: [] },
      browser: {},
      dayparts: [],
    },
    flight,
  };
  assert.deepEqual(canonicalPlan(plan), { targeting: { os: { include: ['ios'] } }, flight });
  assert.deepEqual(targetedDimensions(plan.targeting), ['os']);
});

test('an open-ended age keeps its one end', () => {
  const plan: Plan = { targeting: { age: { min: 18, max: 120 } }, flight };
  assert.deepEqual(canonicalPlan(plan).targeting, { age: { min: 18 } });
});

test('what is not a plan is refused with every problem', () => {
  const parsed = planSchema.safeParse({
    targeting: { age: { min: 40, max: 20 }, colour: {}, os: { include: [''] } },
    flight: { start: '2026-12-06', end: '2026-11-31' },
    frequencyCap: { impressions: 0, per: 'year' },
  });
  assert.ok(!parsed.success);
  const text = schemaProblems(parsed.error).join('\n');
  for (const part of [
    'targeting.age',
    'colour',
    'targeting.os',
    'flight.end',
    'frequencyCap.per',
  ]) {
    assert.ok(text.includes(part), `${part} is missing in:\n${text}`);
  }
});

test('a value that no store can hold is refused', () => {
  for (const value of ['', ' ios', 'a\0b', 'half \ud83e', 'x'.repeat(201)]) {
    const targeting = { os: { include: [value] } };
    assert.ok(!planSchema.safeParse({ targeting, flight }).success, JSON.stringify(value));
  }
  assert.ok(planSchema.safeParse({ targeting: { os: { include: ['duck 🦆'] } }, flight }).success);
});

test('a flight must not run backwards nor for ever', () => {
  const withFlight = (start: string, end: string) =>
    planSchema.safeParse({ targeting: {}, flight: { start, end } }).success;
  assert.ok(withFlight('2026-01-01', '2026-01-01'));
  assert.ok(withFlight('2026-01-01', '2027-01-01'));
  assert.ok(!withFlight('2026-01-02', '2026-01-01'));
  assert.ok(!withFlight('2026-01-01', '2027-01-02'));
});

test('the JSON Schema requires what the plan requires', () => {
  const schema = planJsonSchema() as { required: string[]; additionalProperties: boolean };
  assert.deepEqual(schema.required, ['targeting', 'flight']);
  assert.equal(schema.additionalProperties, false);
});
