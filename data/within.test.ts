import assert from 'node:assert/strict';
import { test } from 'node:test';

import { within } from './within.ts';

const never = () => new Promise<never>(() => undefined);

test('work that ends in time gives what it gives', async () => {
  assert.equal(await within(60_000, async () => 7), 7);
  await assert.rejects(
    within(60_000, () => Promise.reject(new Error('broken'))),
    /broken/,
  );
});

test('work that does not end is given up', async () => {
  await assert.rejects(within(1, never), { code: 'unavailable' });
});

test('work that fails after it was given up harms nobody', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  await assert.rejects(
    within(1, () => promise),
    /No answer within/,
  );
  reject(new Error('late'));
  await new Promise(setImmediate);
});
