import assert from 'node:assert/strict';
import { test } from 'node:test';

import { memoize, memoizeText } from './memoize.ts';

test('what comes back is worked out once, however much else comes by; the rest is forgotten', () => {
  const worked: number[] = [];
  const square = memoize((number: number) => {
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

test('of texts, the fewer are kept the longer they are', () => {
  /** Texts worked out anew, of so many that come a second time. */
  const forgotten = (texts: readonly string[]) => {
    let worked = 0;
    const lengthOf = memoizeText((text) => {
      worked += 1;
      return text.length;
    }, 10_000);
    for (const text of [...texts, ...texts]) assert.equal(lengthOf(text), text.length);
    return worked - texts.length;
  };
  const texts = Array.from({ length: 100 }, (_, index) => String(index));
  assert.equal(forgotten(texts), 0);
  assert.equal(forgotten(texts.map((text) => text.padEnd(1000))), texts.length);
});
