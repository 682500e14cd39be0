import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dedupeKeys } from './deduplication.ts';

test('a key is new once, until too many others came after it', () => {
  const seen = dedupeKeys(2);
  assert.deepEqual(
    ['a', 'a', 'b', 'c', 'a'].map((key) => seen.add(key)),
    [true, false, true, true, true],
  );
});
