import assert from 'node:assert/strict';
import { test } from 'node:test';

import { escapeMarkdown } from './markdown.ts';

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
