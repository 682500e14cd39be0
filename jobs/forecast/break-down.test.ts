import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { splitByShares } from './break-down.ts';

const TOTAL = { p10: 800, p50: 1_000, p90: 1_300 };

test('a total is split by the shares of its values, what is not named last', () => {
  const values = [
    { value: 'android', count: 60 },
    { value: 'unknown', count: 30 },
  ];
  assert.deepEqual(splitByShares(TOTAL, { values, rest: 10 }), [
    { value: 'android', share: 0.6, impressions: { p10: 480, p50: 600, p90: 780 } },
    { value: 'unknown', share: 0.3, impressions: { p10: 240, p50: 300, p90: 390 } },
    { value: null, share: 0.1, impressions: { p10: 80, p50: 100, p90: 130 } },
  ]);
});

test('where the history holds nothing, there are no parts', () => {
  assert.deepEqual(splitByShares(TOTAL, { values: [], rest: 0 }), []);
});

test('the parts add up to the total', () => {
  const value = fc.record({ value: fc.string(), count: fc.integer({ min: 1, max: 1e9 }) });
  const held = fc.record({ values: fc.array(value, { minLength: 1 }), rest: fc.nat() });
  fc.assert(
    fc.property(held, (breakdown) => {
      const parts = splitByShares(TOTAL, breakdown);
      const sum = (of: (part: (typeof parts)[number]) => number) =>
        parts.reduce((all, part) => all + of(part), 0);
      assert.ok(Math.abs(sum(({ share }) => share) - 1) < 1e-9);
      assert.ok(Math.abs(sum(({ impressions }) => impressions.p50) - TOTAL.p50) < 1e-6);
    }),
  );
});
