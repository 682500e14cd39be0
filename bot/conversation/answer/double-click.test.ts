import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dedupeKeys } from '../deduplication.ts';
import { isRepeatedClick } from './double-click.ts';

test('a second click within a moment is a repeat, whenever the first was', () => {
  for (let startMs = 0; startMs < 3_000; startMs += 250) {
    const seen = dedupeKeys();
    const clicks = [0, 400, 2_900].map((afterMs) =>
      isRepeatedClick(seen, { key: 'csv', atMs: startMs + afterMs }),
    );
    assert.deepEqual(clicks, [false, true, true]);
  }
});

test('a later click, or one on something else, is a new one', () => {
  const seen = dedupeKeys();
  assert.equal(isRepeatedClick(seen, { key: 'csv', atMs: 0 }), false);
  assert.equal(isRepeatedClick(seen, { key: 'csv', atMs: 6_000 }), false);
  assert.equal(isRepeatedClick(seen, { key: 'other', atMs: 0 }), false);
});
