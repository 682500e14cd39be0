import assert from 'node:assert/strict';
import { test } from 'node:test';

import pg from 'pg';

import { batchCalls } from './batch-calls.ts';

test('what is asked meanwhile is done together, each with its own result', async () => {
  const batches: number[] = [];
  const double = batchCalls(async (items: readonly number[]) => {
    batches.push(items.length);
    return items.map((item) => item * 2);
  }, 4);
  const results = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => double(item)));
  assert.deepEqual(results, [2, 4, 6, 8, 10, 12, 14]);
  assert.deepEqual(batches, [1, 4, 2]);
  assert.equal(await double(8), 16);
});

test('each result has a turn of its own', async () => {
  const same = batchCalls(async (items: readonly number[]) => items, 10);
  let turn = 0;
  const takeTurn = () => {
    turn += 1;
    if (turns.length < 5) setImmediate(takeTurn);
  };
  const turns: number[] = [];
  setImmediate(takeTurn);
  const ask = async (item: number) => {
    await same(item);
    turns.push(turn);
  };
  await Promise.all([1, 2, 3, 4, 5].map(ask));
  assert.equal(new Set(turns).size, 5, turns.join());
});

test('one that fails fails nobody else', async () => {
  const batches: number[] = [];
  const work = batchCalls(async (items: readonly number[]) => {
    batches.push(items.length);
    if (items.includes(3)) throw new Error('three');
    return items;
  }, 10);
  const settled = await Promise.allSettled([1, 2, 3, 4].map((item) => work(item)));
  const statuses = settled.map(({ status }) => status);
  assert.deepEqual(statuses, ['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  assert.deepEqual(batches, [1, 3, 1, 1, 1]);
});

test('a store that is away is not asked again for each', async () => {
  const batches: number[] = [];
  const work = batchCalls(async (items: readonly number[]) => {
    batches.push(items.length);
    throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
  }, 10);
  const settled = await Promise.allSettled([1, 2, 3, 4].map((item) => work(item)));
  assert.ok(settled.every(({ status }) => status === 'rejected'));
  assert.deepEqual(batches, [1, 3]);
});

const postgresError = (code: string) =>
  Object.assign(new pg.DatabaseError('failed', 0, 'error'), { code });

for (const code of ['25006', '53200', '53300', '55P03']) {
  test(`a Postgres in trouble (${code}) is not asked again for each`, async () => {
    const batches: number[] = [];
    const work = batchCalls(async (items: readonly number[]) => {
      batches.push(items.length);
      throw postgresError(code);
    }, 10);
    const settled = await Promise.allSettled([1, 2, 3, 4].map((item) => work(item)));
    assert.ok(settled.every(({ status }) => status === 'rejected'));
    assert.deepEqual(batches, [1, 3]);
  });
}

test('work that others were in the way of is done once more, and only once', async () => {
  const batches: number[] = [];
  const work = batchCalls(async (items: readonly number[]) => {
    batches.push(items.length);
    if (batches.length !== 2) throw postgresError('40P01');
    return items;
  }, 10);
  const settled = await Promise.allSettled([1, 2, 3].map((item) => work(item)));
  const statuses = settled.map(({ status }) => status);
  assert.deepEqual(statuses, ['fulfilled', 'rejected', 'rejected']);
  assert.deepEqual(batches, [1, 1, 2, 2]);
});

test('results that cannot be told apart are none, and the work is not done again', async () => {
  const batches: number[] = [];
  const work = batchCalls(async (items: readonly number[]) => {
    batches.push(items.length);
    return items.slice(1);
  }, 10);
  const settled = await Promise.allSettled([1, 2, 3].map((item) => work(item)));
  for (const each of settled) {
    assert.ok(each.status === 'rejected');
    assert.match(String(each.reason), /result for each/);
  }
  assert.deepEqual(batches, [1, 2]);
});
