import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Rhythm } from './rhythm.ts';

test('calls during a beat become one, and none comes after the end', async () => {
  const begun: PromiseWithResolvers<void>[] = [];
  let arrived = Promise.withResolvers<void>();
  const work = () => {
    const beat = Promise.withResolvers<void>();
    begun.push(beat);
    arrived.resolve();
    return beat.promise;
  };
  const rhythm = new Rhythm({ intervalMs: 1, work });
  for (let call = 0; call < 5; call += 1) rhythm.beat();
  assert.equal(begun.length, 1);
  arrived = Promise.withResolvers();
  begun[0]?.resolve();
  await arrived.promise;
  assert.equal(begun.length, 2);
  rhythm.beat();
  rhythm.end();
  begun[1]?.resolve();
  rhythm.beat();
  await new Promise(setImmediate);
  assert.equal(begun.length, 2);
});
