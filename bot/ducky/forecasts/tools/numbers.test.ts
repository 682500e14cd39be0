import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { percentOf } from '../../../words/difference.ts';
import { roundCount } from '../../../words/numbers.ts';
import { finePercent, percentChange, wholePercent, wholeRange } from './numbers.ts';

test('percentages are those that people are shown', () => {
  assert.deepEqual([0.125, -0.125, 0.001, -0.001].map(wholePercent), [13, -13, 0, 0]);
  assert.deepEqual([0.1234, -0.05, 0].map(finePercent), [12.3, -5, 0]);
  assert.deepEqual(
    [percentChange(0, 0), percentChange(0, 5), percentChange(1_000, 1_004)],
    [0, null, 0],
  );
  fc.assert(
    fc.property(fc.double({ min: -1, max: 50, noNaN: true }), (effect) => {
      assert.equal(`${Math.abs(wholePercent(effect)).toLocaleString('en')}%`, percentOf(effect));
    }),
  );
});

test('a count in wholes reads as the count itself', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (count) => {
      const { p10, p50, p90 } = wholeRange({ p10: count, p50: count, p90: count });
      for (const whole of [p10, p50, p90]) assert.equal(roundCount(whole), roundCount(count));
    }),
  );
});
