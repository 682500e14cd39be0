import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { aborted, endWhenAskedAgain } from './stop-request.ts';

/** How often a process that was asked to end at 0 ms is ended by SIGINTs at these times. */
async function endings(t: TestContext, ...atMs: number[]): Promise<number> {
  const asked = new AbortController();
  const before = new Set(process.listeners('SIGINT'));
  let [nowMs, ended] = [0, 0];
  const end = () => {
    ended += 1;
  };
  endWhenAskedAgain(asked.signal, { nowMs: () => nowMs, end });
  asked.abort();
  await aborted(asked.signal);
  await new Promise(setImmediate);
  const [listener, ...others] = process.listeners('SIGINT').filter((each) => !before.has(each));
  assert.ok(listener && others.length === 0);
  t.after(() => process.off('SIGINT', listener));
  for (nowMs of atMs) listener('SIGINT');
  return ended;
}

test('a process that is asked to end again is ended', async (t) => {
  assert.equal(await endings(t, 501), 1);
});

test('what comes at once is the same request to end', async (t) => {
  assert.equal(await endings(t, 0, 1, 500), 0);
});
