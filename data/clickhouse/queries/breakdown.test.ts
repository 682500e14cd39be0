import assert from 'node:assert/strict';
import { test } from 'node:test';

import { insertRequests, testHistory } from '../test-history.ts';
import { type BreakdownOptions, readBreakdown } from './breakdown.ts';

const SPAN = { first: '2026-11-01', last: '2026-11-02' };

test('a targeting is broken down by the values of a dimension', async (t) => {
  const client = await testHistory(t);
  const mumbai = { country: 'IN', region: 'IN-MH', city: 'Mumbai' };
  await insertRequests(client, [
    { date: SPAN.first, os: 'ios', age: 30, ...mumbai, category: ['news', 'music'], count: 5 },
    { date: SPAN.last, os: 'ios', age: 12, country: 'IN', city: 'Pune', category: [], count: 3 },
    { date: SPAN.last, os: 'ios', country: 'FR', category: ['music'], count: 2 },
    { date: SPAN.last, os: 'ios', country: 'DE', category: ['arts'], count: 1 },
    { date: SPAN.last, os: 'ios', country: 'DE', category: ['arts'], count: -1 },
    { date: SPAN.last, os: 'android', country: 'IN', count: 50 },
    { date: '2026-11-03', os: 'ios', country: 'IN', count: 50 },
  ]);
  const ofIos = (
    dimension: BreakdownOptions['dimension'],
    change: Partial<BreakdownOptions> = {},
  ) => {
    const targeting = { os: { include: ['ios'] } };
    return readBreakdown(client, { targeting, span: SPAN, dimension, top: 9, ...change });
  };
  const values = async (...asked: Parameters<typeof ofIos>) =>
    (await ofIos(...asked)).values.map(({ value, count }) => [value, count]);

  assert.deepEqual(await values('country'), [
    ['IN', 8],
    ['FR', 2],
  ]);
  assert.deepEqual(await values('city'), [
    ['IN-MH/Mumbai', 5],
    ['IN/Pune', 3],
    ['unknown', 2],
  ]);
  const byAge = [
    ['25-34', 5],
    ['1-12', 3],
    ['unknown', 2],
  ];
  assert.deepEqual(await values('age'), byAge);
  const beyondCube = { os: { include: ['ios'] }, browser: { include: ['unknown'] } };
  assert.deepEqual(await values('age', { targeting: beyondCube }), byAge);
  assert.deepEqual(await values('category'), [
    ['music', 7],
    ['news', 5],
    ['unknown', 3],
  ]);
  assert.deepEqual(await ofIos('country', { top: 1 }), {
    values: [{ value: 'IN', count: 8 }],
    rest: 2,
  });
  const nowhere = { os: { include: ['tizen'] } };
  assert.deepEqual(await ofIos('os', { targeting: nowhere }), { values: [], rest: 0 });
});
