import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { checkCitations, newCheck } from './citations.ts';
import type { Source } from './source.ts';

const source: Source = {
  place: 'a/b.ts:10-20',
  path: 'a/b.ts',
  startLine: 10,
  endLine: 20,
  symbols: ['b'],
  text: '',
};

async function checked(pieces: readonly string[]) {
  const check = newCheck();
  async function* stream() {
    yield* pieces;
  }
  let text = '';
  for await (const words of checkCitations(stream(), [source], check)) text += words;
  return { text, removed: check.removed, uncited: check.uncited, cited: check.cited.size };
}

test('a place that was given stands, one that was not is taken out', async () => {
  const { text, removed, cited } = await checked([
    'It waits (a/b.ts:12-14), and /etc/passwd:1 too.',
  ]);
  assert.equal(text, 'It waits (a/b.ts:12-14), and [no such source] too.');
  assert.deepEqual({ removed, cited }, { removed: 1, cited: 1 });
});

test('lines outside what was given are no source', async () => {
  assert.equal((await checked(['See a/b.ts:21.'])).text, 'See [no such source].');
  assert.equal((await checked(['See a/b.ts:9-12.'])).text, 'See [no such source].');
});

test('a line that claims something without a place is counted', async () => {
  const { uncited } = await checked([
    'It is quite certainly like this.\nOr so a/b.ts:11 says to us.\n',
  ]);
  assert.equal(uncited, 1);
});

test('however a text is cut into pieces, the outcome is the same', async () => {
  const text = 'One (a/b.ts:12). Two c/d.py:7, three\nfour a/b.ts:10-20 and `x.go:1-2` five.';
  const whole = await checked([text]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 12 }), async (cuts) => {
      const ends = [...cuts, text.length].sort((one, other) => one - other);
      const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
      assert.deepEqual(await checked(pieces), whole);
    }),
  );
});
