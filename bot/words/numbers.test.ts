import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  preciseCount,
  preciseRange,
  roundCount,
  roundRange,
  roundWhole,
  timesEach,
} from './numbers.ts';

test('counts are said as people say them', () => {
  const said = [0, 0.44, 3.27, 42, 999.7, 1_240, 16_820, 168_200, 999_950, 2.5e9].map(roundCount);
  assert.deepEqual(said, ['0', '0.4', '3', '42', '1k', '1.2k', '16.8k', '168k', '1M', '2.5B']);
});

test('people come whole', () => {
  assert.equal(roundWhole(1.7), '2');
});

test('a range names its ends', () => {
  assert.equal(roundRange({ p10: 900, p50: 1_200, p90: 1_500 }), '900–1.5k');
});

test('a table keeps three significant digits, but no parts of one', () => {
  assert.deepEqual([0.04, 49.3, 967.2, 1_244, 16_820].map(preciseCount), [
    '0.04',
    '49',
    '967',
    '1.24k',
    '16.8k',
  ]);
  assert.equal(preciseRange({ p10: 1_144, p50: 1_244, p90: 1_371 }), '1.14k–1.37k');
});

test('a frequency of one is once', () => {
  assert.deepEqual([1, 1.04, 1.84, 12].map(timesEach), ['once', 'once', '1.8 times', '12 times']);
});

test('no count takes more than seven characters', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), (count) => {
      assert.ok(roundCount(count).length <= 7);
    }),
  );
});
