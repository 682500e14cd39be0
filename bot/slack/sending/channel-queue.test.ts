import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { WebAPIRateLimitedError } from '@slack/web-api';

import { ChannelQueue } from './channel-queue.ts';

/** Work that is done when it is told to, and a diary of what began. */
function diary() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => async () => {
    begun.push(name);
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.set(name, resolve);
    await promise;
    return name;
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { begun, work, end };
}

test('a channel’s work goes one after the other, and channels do not wait for each other', async () => {
  const turns = new ChannelQueue((ms) => sleep(ms));
  const { begun, work, end } = diary();
  const all = [
    turns.take('C1', work('a')),
    turns.take('C1', work('b')),
    turns.take('C2', work('c')),
  ];
  assert.deepEqual(begun, ['a', 'c']);
  await end('a');
  assert.deepEqual(begun, ['a', 'c', 'b']);
  await end('b');
  await end('c');
  assert.deepEqual(await Promise.all(all), ['a', 'b', 'c']);
});

test('progress gives way to messages that came later', async () => {
  const turns = new ChannelQueue((ms) => sleep(ms));
  const { begun, work, end } = diary();
  void turns.take('C1', work('first'));
  void turns.take('C1', work('progress'), 'progress');
  void turns.take('C1', work('answer'));
  for (const name of ['first', 'answer', 'progress']) await end(name);
  assert.deepEqual(begun, ['first', 'answer', 'progress']);
});

test('work that fails lets the next one go', async () => {
  const turns = new ChannelQueue((ms) => sleep(ms));
  const failing = turns.take('C1', () => Promise.reject(new Error('no')));
  const next = turns.take('C1', async () => 'yes');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'yes');
});

test('a rate limit makes its channel wait as long as Slack asks, and no other', async () => {
  const slept = Promise.withResolvers<void>();
  const waits: number[] = [];
  const turns = new ChannelQueue((ms) => {
    waits.push(ms);
    return slept.promise;
  });
  const sent: string[] = [];
  let refusals = 1;
  const limited = turns.take('C1', async () => {
    if (refusals-- > 0) throw new WebAPIRateLimitedError(30);
    sent.push('limited');
  });
  const behind = turns.take('C1', async () => void sent.push('behind'));
  await turns.take('C2', async () => void sent.push('elsewhere'));
  assert.deepEqual(waits, [30_000]);
  assert.deepEqual(sent, ['elsewhere']);
  slept.resolve();
  await Promise.all([limited, behind]);
  assert.deepEqual(sent, ['elsewhere', 'limited', 'behind']);
});
