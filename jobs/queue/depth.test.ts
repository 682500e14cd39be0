import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readDepth } from './depth.ts';

const NOW_MS = 1_000_000;

/** How long the oldest has waited, where it is this job. */
async function waitOf(job: object) {
  const oldest = { timestamp: NOW_MS - 10_000, attemptsMade: 0, opts: {} };
  const queue = {
    getJobCounts: async () => ({ waiting: 1 }),
    getWaiting: async () => [{ ...oldest, ...job }],
  };
  return (await readDepth('chart', queue, NOW_MS)).oldestWaitMs;
}

test('a new job waits from when it was added, but for the head start of others', async () => {
  assert.equal(await waitOf({}), 10_000);
  assert.equal(await waitOf({ opts: { delay: 2_500 } }), 7_500);
  assert.equal(await waitOf({ opts: { delay: 60_000 } }), 0);
});

test('a job that is tried again waits from the end of its pause', async () => {
  const processedOn = NOW_MS - 5_000;
  assert.equal(await waitOf({ processedOn, attemptsMade: 1 }), 4_500);
  assert.equal(await waitOf({ processedOn, attemptsMade: 3 }), 3_000);
});
