import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';

import { OutcomePoller } from './outcome-poller.ts';

const log = pino({ level: 'silent' });
const LONG_MS = 60_000;

test('however many wait, one asks for all, and only while somebody waits', async () => {
  const asked: number[] = [];
  const watch = new OutcomePoller(async (ids) => {
    asked.push(ids.length);
    return asked.length === 2 ? ids : [];
  }, log);
  const ids = Array.from({ length: 200 }, (_, index) => String(index % 150));
  const all = await Promise.all(ids.map((id) => watch.ended(id, LONG_MS)));
  assert.ok(all.every((hasEnded) => hasEnded));
  assert.deepEqual(asked.slice(-1), [150]);
  assert.equal(asked.length, 2);
  assert.equal(await watch.ended('late', 1), false);
  assert.equal(await watch.ended('none', 0), false);
});

test('a wait ends at its own time', async () => {
  const watch = new OutcomePoller(async () => [], log);
  assert.equal(await watch.ended('a', 1), false);
});

test('a store that is away for a while only delays the answer', async () => {
  let looks = 0;
  const watch = new OutcomePoller(async (ids) => {
    looks += 1;
    if (looks === 1) throw new Error('connection lost');
    return ids;
  }, log);
  assert.equal(await watch.ended('a', LONG_MS), true);
  assert.equal(looks, 2);
});

test('closing ends every wait, also one that begins afterwards', async () => {
  const watch = new OutcomePoller(async () => [], log);
  const waits = ['a', 'a', 'b'].map((id) => watch.ended(id, LONG_MS));
  watch.close();
  assert.deepEqual(await Promise.all(waits), [false, false, false]);
  assert.equal(await watch.ended('c', LONG_MS), false);
});
