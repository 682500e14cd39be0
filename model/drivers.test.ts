import assert from 'node:assert/strict';
import { test } from 'node:test';

import { drivers } from './drivers.ts';
import { mean } from './numbers.ts';

const POINT = {
  baseline: [110, 90, 130],
  combined: [120, 99, 143],
  p50: [115, 99, 120],
  allRequests: [],
  growth: [],
};

test('the drivers multiply to the whole change from the recent mean', () => {
  const own = Float64Array.from({ length: 28 }, (_, day) => 80 + (day % 7) * 5 + day);
  const recent = mean([...own]);
  const product = drivers(own, recent, POINT).reduce((all, { effect }) => all * (1 + effect), 1);
  assert.ok(Math.abs(product - mean(POINT.p50) / recent) < 1e-3);
});

test('steps that change nothing are not named', () => {
  const flat = { ...POINT, baseline: [50], combined: [50], p50: [50] };
  assert.deepEqual(drivers(new Float64Array(28).fill(50), 50, flat), []);
});
