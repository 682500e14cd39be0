import assert from 'node:assert/strict';
import { test } from 'node:test';

import { oneTaskPerTick } from './one-task-per-tick.ts';

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve));

test('each piece of work has a turn of its own, in order, also one that comes meanwhile', async () => {
  const inTurn = oneTaskPerTick();
  const done: string[] = [];
  inTurn(() => {
    done.push('first');
    inTurn(() => done.push('meanwhile'));
  });
  inTurn(() => done.push('second'));
  const seen: string[] = [];
  for (const _ of [1, 2, 3]) {
    await nextTurn();
    seen.push(done.join());
  }
  assert.deepEqual(seen, ['first', 'first,second', 'first,second,meanwhile']);
  inTurn(() => done.push('later'));
  await nextTurn();
  assert.equal(done.at(-1), 'later');
});
