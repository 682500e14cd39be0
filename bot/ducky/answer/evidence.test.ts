import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isRelevantEnough } from './evidence.ts';

test('one word of two proves nothing, wherever it stands', () => {
  assert.equal(isRelevantEnough({ words: 2, coverage: 0.45, told: 0.45 }), false);
});

test('a name or a comment that says much answers, where more than one word is covered', () => {
  assert.equal(isRelevantEnough({ words: 4, coverage: 0.5, told: 0.4 }), true);
  assert.equal(isRelevantEnough({ words: 4, coverage: 0.5, told: 0.2 }), false);
});

test('of a long question a few words are enough, for people tell more than they ask', () => {
  assert.equal(isRelevantEnough({ words: 9, coverage: 0.3, told: 0.2 }), true);
  assert.equal(isRelevantEnough({ words: 4, coverage: 0.3, told: 0.3 }), false);
});

test('a body that has nearly every word answers, though no name does', () => {
  assert.equal(isRelevantEnough({ words: 4, coverage: 0.9, told: 0.1 }), true);
});

test('a single word answers where it stands, and not where it does not', () => {
  assert.equal(isRelevantEnough({ words: 1, coverage: 1, told: 0 }), true);
  assert.equal(isRelevantEnough({ words: 1, coverage: 0.4, told: 0.4 }), false);
});

test('nothing found is never enough', () => {
  for (let words = 0; words < 20; words += 1) {
    assert.equal(isRelevantEnough({ words, coverage: 0, told: 0 }), false);
  }
});
