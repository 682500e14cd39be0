import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { addedMarkdown, escapeMarkdown } from './markdown.ts';

test('in Markdown plain text stays plain, and mentions nobody', () => {
  assert.equal(
    escapeMarkdown('Up 12% on <!channel> & more.'),
    'Up 12% on &lt;!channel&gt; &amp; more.',
  );
  assert.equal(
    escapeMarkdown('*a* _b_ `c` [d](e) # f'),
    '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\# f',
  );
});

test('no line begins a list, a heading or a block of code', () => {
  const lines = ['- a', '+ b', '1. c', '  2) d', '    code', 'Title', '===', '---', '12.5 more'];
  assert.deepEqual(escapeMarkdown(lines.join('\n')).split('\n'), [
    '\\- a',
    '\\+ b',
    '1\\. c',
    '\u00a0\u00a02\\) d',
    '\u00a0\u00a0\u00a0\u00a0code',
    'Title',
    '\\===',
    '\\---',
    '12\\.5 more',
  ]);
});

const marked = fc.string({ unit: fc.constantFrom('-', '1', '.', ' ', '\n', '*', '&', '\\', 'a') });

test('what is added piece by piece makes the same whole', () => {
  fc.assert(
    fc.property(marked, fc.nat(30), (text, length) => {
      const first = escapeMarkdown(text.slice(0, length));
      assert.equal(first + addedMarkdown(text, length), escapeMarkdown(text));
    }),
  );
});
