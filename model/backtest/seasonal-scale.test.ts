import assert from 'node:assert/strict';
import { test } from 'node:test';

import { seasonalScale } from './seasonal-scale.ts';

test('the scale is the mean change from the same weekday a week before', () => {
  const lastWeek = [10, 20, 30, 40, 50, 60, 70];
  const values = Float64Array.of(...lastWeek, 12, 16);
  assert.deepEqual(seasonalScale(values), { absolute: 3, squared: 10 });
});

test('a week has nothing to be compared with', () => {
  const { absolute, squared } = seasonalScale(new Float64Array(7));
  assert.deepEqual([absolute, squared], [Number.NaN, Number.NaN]);
});
