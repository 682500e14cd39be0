import assert from 'node:assert/strict';
import { test } from 'node:test';

import { remember } from './remember.ts';

test('what comes back is worked out once, however much else comes by; the rest is forgotten', () => {
  const worked: number[] = [];
  const square = remember((number: number) => {
    worked.push(number);
    return number * number;
  });
  for (let number = 1; number <= 100_000; number += 1) {
    assert.equal(square(number), number * number);
    assert.equal(square(1), 1);
  }
  assert.equal(worked.length, 100_000);
  assert.equal(square(2), 4);
  assert.equal(worked.at(-1), 2);
});
