import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Throttle } from './throttle.ts';

test('calls during a beat become one, and none comes after the end', async () => {
  const begun: PromiseWithResolvers<void>[] = [];
  let arrived = Promise.withResolvers<void>();
  const work = () => {
    const beat = Promise.withResolvers<void>();
    begun.push(beat);
    arrived.resolve();
    return beat.promise;
  };
  const rhythm = new Throttle({ intervalMs: 1, work });
  for (let call = 0; call < 5; call += 1) rhythm.request();
  assert.equal(begun.length, 1);
  arrived = Promise.withResolvers();
  begun[0]?.resolve();
  await arrived.promise;
  assert.equal(begun.length, 2);
  rhythm.request();
  rhythm.stop();
  begun[1]?.resolve();
  rhythm.request();
  await new Promise(setImmediate);
  assert.equal(begun.length, 2);
});
