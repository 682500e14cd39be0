import assert from 'node:assert/strict';
import { test } from 'node:test';

import { continues } from './previous.ts';

test('a text that means little alone reads as a change', () => {
  for (const text of [
    'and Android?',
    'add Pune',
    'what if 30 days',
    'without the cap',
    'vs Android',
    '... men instead.',
    'raise the cap to 5 a day',
  ]) {
    assert.equal(continues(text), true, text);
  }
});

test('a text that is complete in itself does not', () => {
  for (const text of ['iOS in Mumbai', 'Android?', 'women vs men in Pune', 'Andorra', 'videos']) {
    assert.equal(continues(text), false, text);
  }
});
