import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type Figure, meetsGoal } from './figure.ts';
import { growthFigures } from './growth.ts';

test('a goal is met from its own value on', () => {
  const figure: Figure = { name: 'sync', value: 20, unit: 'rows/s' };
  assert.equal(meetsGoal(figure), null);
  assert.equal(meetsGoal({ ...figure, goal: { atLeast: 20 } }), true);
  assert.equal(meetsGoal({ ...figure, goal: { atLeast: 21 } }), false);
  assert.equal(meetsGoal({ ...figure, goal: { atMost: 20 } }), true);
  assert.equal(meetsGoal({ ...figure, goal: { atMost: 19 } }), false);
});

test('growth compares a time with that of the next smaller history', () => {
  const time = (rows: number, value: number): Figure => ({
    name: 'counts',
    rows,
    value,
    unit: 'ms',
  });
  const other: Figure = { name: 'made', rows: 100, value: 9, unit: 'rows/s' };
  assert.deepEqual(growthFigures([time(100, 8), time(10, 4), other, time(1000, 12)]), [
    {
      name: 'counts, with 10 times the rows',
      rows: 100,
      value: 2,
      unit: 'x',
      goal: { atMost: 10 },
    },
    {
      name: 'counts, with 10 times the rows',
      rows: 1000,
      value: 1.5,
      unit: 'x',
      goal: { atMost: 10 },
    },
  ]);
});
