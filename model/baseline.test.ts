import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { baseline, baselineLevel } from './baseline.ts';

const WEEK = [10, 20, 30, 40, 50, 60, 70];

test('a series that repeats every week is continued exactly', () => {
  const values = Float64Array.from({ length: 35 }, (_, day) => WEEK[day % 7] as number);
  for (let horizon = 1; horizon <= 30; horizon++) {
    const expected = WEEK[(34 + horizon) % 7] as number;
    assert.ok(Math.abs(baseline(values, 34, horizon) - expected) < 1e-9);
  }
});

test('later weeks weigh more, and weeks before the fourth nothing', () => {
  const impulse = (weeksBack: number) => {
    const values = new Float64Array(42);
    values[42 - 7 * weeksBack] = 1;
    return baseline(values, 41, 1);
  };
  const weights = [1, 2, 3, 4].map(impulse);
  assert.deepEqual(
    weights,
    weights.toSorted((a, b) => b - a),
  );
  assert.equal(impulse(5), 0);
});

test('under a week of history the plain mean stands in', () => {
  assert.equal(baseline(Float64Array.of(1, 2, 6), 2, 5), 3);
});

test('values after the origin do not count', () => {
  const known = Float64Array.from({ length: 20 }, (_, day) => day);
  const more = Float64Array.of(...known, 999, 999);
  assert.equal(baseline(more, 19, 2), baseline(known, 19, 2));
});

test('the level is the mean over a week', () => {
  assert.equal(baselineLevel(Float64Array.from(WEEK), 6), 40);
});

test('no day lowered, no baseline raised', () => {
  const pairs = fc.array(fc.tuple(fc.nat(1e6), fc.nat(1e6)), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 100 }), (days, horizon) => {
      const narrow = Float64Array.from(days, ([part]) => part);
      const wide = Float64Array.from(days, ([part, rest]) => part + rest);
      const origin = days.length - 1;
      assert.ok(baseline(narrow, origin, horizon) <= baseline(wide, origin, horizon));
    }),
  );
});
