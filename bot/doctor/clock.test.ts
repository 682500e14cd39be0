import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clockTrouble } from './clock.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const clock = () => NOW;
const troubleAt = (aheadMs: number) => clockTrouble(NOW.getTime() + aheadMs, clock);

test('clocks that agree are no trouble, and the time an answer takes is none either', () => {
  for (const aheadMs of [0, 4_000, -4_000]) assert.equal(troubleAt(aheadMs), false);
});

test('a clock that is wrong is told with its side and by how much', () => {
  assert.match(String(Object.values(troubleAt(3_600_000 * 3))), /3 h ahead of this machine's/);
  assert.match(String(Object.values(troubleAt(-300_000))), /5 min behind this machine's/);
});
