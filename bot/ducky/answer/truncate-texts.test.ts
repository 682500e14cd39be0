import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { truncateTexts } from './truncate-texts.ts';

const lengthOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0);

test('short texts stay whole beside a long one, which is cut at a line', () => {
  const long = 'a line of ten or more\n'.repeat(5_000);
  const [first, cut = '', last] = truncateTexts(['first', long, 'last']);
  assert.deepEqual([first, last], ['first', 'last']);
  assert.ok(cut.length > 20_000 && long.startsWith(`${cut}\n`));
});

test('a single line that is too long is cut, not left out', () => {
  assert.ok((truncateTexts(['x'.repeat(100_000)])[0]?.length ?? 0) > 20_000);
});

test('whatever comes, some of each is sent, in order, and never too much', () => {
  const text = fc.string({ minLength: 1, maxLength: 3_000 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 120 }), (texts) => {
      const fitted = truncateTexts(texts);
      assert.equal(fitted.length, Math.min(texts.length, 80));
      assert.ok(fitted.every((part, index) => part !== '' && texts[index]?.startsWith(part)));
      assert.ok(lengthOf(fitted) <= 24_000);
      if (lengthOf(texts) <= 24_000) assert.deepEqual(fitted, texts.slice(0, 80));
    }),
  );
});
