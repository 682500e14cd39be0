import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { phraseOf } from './phrase.ts';

test('the longest run of words counts, the small ones and any case too', () => {
  const phrase = phraseOf('Tell me: who may do what in Slack?');
  assert.equal(phrase('## Who may do what'), 4);
  assert.equal(phrase('what may who do'), 1);
  assert.equal(phrase('ducks'), 0);
});

test('a text within the question is found whole', () => {
  const words = fc.array(fc.constantFrom('a', 'duck', 'may', 'do'), { maxLength: 6 });
  fc.assert(
    fc.property(words, words, words, (before, text, after) => {
      const run = phraseOf([...before, ...text, ...after].join(' '))(text.join(' '));
      assert.equal(run, text.length);
    }),
  );
});
