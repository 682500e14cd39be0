import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mergeCallsByKey } from './merge-calls-by-key.ts';

/** Shared work that ends when the test says so, and knows what was begun. */
function openWork() {
  const share = mergeCallsByKey<string>();
  const begun: (PromiseWithResolvers<string> & { signal: AbortSignal })[] = [];
  const ask = (signal?: AbortSignal, key = 'a') =>
    share(
      key,
      (shared) => {
        const work = { ...Promise.withResolvers<string>(), signal: shared };
        begun.push(work);
        return work.promise;
      },
      signal,
    );
  return { ask, begun };
}

test('many who ask at once wait for one work; who asks later begins another', async () => {
  const { ask, begun } = openWork();
  const asked = [ask(), ask(), ask()];
  assert.equal(begun.length, 1);
  begun[0]?.resolve('done');
  assert.deepEqual(await Promise.all(asked), ['done', 'done', 'done']);
  const later = ask();
  assert.equal(begun.length, 2);
  begun[1]?.resolve('again');
  assert.equal(await later, 'again');
});

test('different work is not shared', async () => {
  const { ask, begun } = openWork();
  const asked = [ask(undefined, 'a'), ask(undefined, 'b')];
  begun[1]?.resolve('b');
  begun[0]?.resolve('a');
  assert.deepEqual(await Promise.all(asked), ['a', 'b']);
});

test('one who leaves stops nobody else', async () => {
  const { ask, begun } = openWork();
  const leaver = new AbortController();
  const [left, stays] = [ask(leaver.signal), ask()];
  leaver.abort(new Error('left'));
  await assert.rejects(left, /left/);
  assert.equal(begun[0]?.signal.aborted, false);
  begun[0]?.resolve('done');
  assert.equal(await stays, 'done');
  assert.equal(begun[0]?.signal.aborted, false);
});

test('the work stops when the last one leaves, and who asks then begins anew', async () => {
  const { ask, begun } = openWork();
  const leaver = new AbortController();
  const left = [ask(leaver.signal), ask(leaver.signal)];
  leaver.abort(new Error('left'));
  for (const each of left) await assert.rejects(each, /left/);
  assert.equal(begun[0]?.signal.aborted, true);
  const next = ask();
  begun[0]?.reject(new Error('stopped'));
  assert.equal(begun.length, 2);
  begun[1]?.resolve('done');
  assert.equal(await next, 'done');
});

test('a failure is told to all who wait, and not kept', async () => {
  const { ask, begun } = openWork();
  const asked = [ask(), ask()];
  begun[0]?.reject(new Error('broken'));
  for (const each of asked) await assert.rejects(each, /broken/);
  const next = ask();
  begun[1]?.resolve('done');
  assert.equal(await next, 'done');
});

test('who has left before asking begins nothing', async () => {
  const { ask, begun } = openWork();
  await assert.rejects(ask(AbortSignal.abort(new Error('left'))), /left/);
  assert.equal(begun.length, 0);
});
