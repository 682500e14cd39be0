import assert from 'node:assert/strict';
import { test } from 'node:test';

import { gathered } from './gathered.ts';

test('what is asked meanwhile is done together, each with its own result', async () => {
  const batches: number[] = [];
  const double = gathered(async (items: readonly number[]) => {
    batches.push(items.length);
    return items.map((item) => item * 2);
  }, 4);
  const results = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => double(item)));
  assert.deepEqual(results, [2, 4, 6, 8, 10, 12, 14]);
  assert.deepEqual(batches, [1, 4, 2]);
  assert.equal(await double(8), 16);
});

test('a failure is that of its batch only', async () => {
  const work = gathered(async (items: readonly number[]) => {
    if (items.includes(2)) throw new Error('two');
    return items;
  }, 1);
  const settled = await Promise.allSettled([1, 2, 3].map((item) => work(item)));
  const statuses = settled.map(({ status }) => status);
  assert.deepEqual(statuses, ['fulfilled', 'rejected', 'fulfilled']);
});

test('results that cannot be told apart are none', async () => {
  const work = gathered(async (_: readonly number[]) => [], 1);
  await assert.rejects(work(1), /result for each/);
});
