import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { readWaiting } from './preferences.ts';

const LIMITS = { defaultMs: 2_500, maxMs: 30_000 };

const READINGS: [string | undefined, number, string | undefined][] = [
  [undefined, 2_500, undefined],
  ['', 2_500, undefined],
  ['return=minimal', 2_500, undefined],
  ['wait=10', 10_000, 'wait=10'],
  ['Wait = "10", wait=20', 10_000, 'wait=10'],
  ['respond-async, wait=3', 3_000, 'wait=3'],
  ['wait=0', 0, 'wait=0'],
  ['wait=999999999', 30_000, 'wait=30'],
  ['handling=lenient, Respond-Async', 0, 'respond-async'],
  ['wait=-1', 2_500, undefined],
  ['wait=1.5', 2_500, undefined],
];

for (const [prefer, waitMs, applied] of READINGS) {
  test(`Prefer: ${prefer}`, () => {
    assert.deepEqual(readWaiting(prefer, LIMITS), { waitMs, applied });
  });
}

test('no preference makes anybody wait longer than allowed', () => {
  fc.assert(
    fc.property(fc.string(), (prefer) => {
      const { waitMs } = readWaiting(prefer, LIMITS);
      assert.ok(waitMs >= 0 && waitMs <= LIMITS.maxMs);
    }),
  );
});
