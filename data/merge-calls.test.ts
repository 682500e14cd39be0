import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mergeCalls } from './merge-calls.ts';

test('who asks while it is under way gets the same, and who asks later a new one', async () => {
  let done = 0;
  const work = mergeCalls(async () => {
    done += 1;
    return done;
  });
  assert.deepEqual(await Promise.all([work(), work(), work()]), [1, 1, 1]);
  assert.equal(await work(), 2);
});

test('a failure is for those who asked, and not for good', async () => {
  let isAway = true;
  const work = mergeCalls(async () => {
    if (isAway) throw new Error('away');
    return 'here';
  });
  await assert.rejects(work(), /away/);
  isAway = false;
  assert.equal(await work(), 'here');
});
