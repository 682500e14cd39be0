import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withTimeout } from './with-timeout.ts';

const never = () => new Promise<never>(() => undefined);

test('work that ends in time gives what it gives', async () => {
  assert.equal(await withTimeout(60_000, async () => 7), 7);
  await assert.rejects(
    withTimeout(60_000, () => Promise.reject(new Error('broken'))),
    /broken/,
  );
});

test('work that does not end is given up', async () => {
  await assert.rejects(withTimeout(1, never), { code: 'unavailable' });
});

test('work that fails after it was given up harms nobody', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  await assert.rejects(
    withTimeout(1, () => promise),
    /No answer within/,
  );
  reject(new Error('late'));
  await new Promise(setImmediate);
});
