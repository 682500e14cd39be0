import assert from 'node:assert/strict';
import { test } from 'node:test';

import { coverageOf } from './coverage.ts';

const { coveredBy, askedOf } = coverageOf(['plan', 'delet'], (word) => (word === 'plan' ? 1 : 3));

test('a question is covered by its words, the rare ones more', () => {
  assert.equal(coveredBy(new Set(['plan', 'delet'])), 1);
  assert.equal(coveredBy(new Set(['plan'])), 0.25);
  assert.equal(coveredBy(new Set(['duck'])), 0);
});

test('a synonym covers half of a word', () => {
  assert.equal(coveredBy(new Set(['plan', 'remov'])), 0.25 + 0.75 / 2);
});

test('words that nobody asked for are not about the question', () => {
  assert.equal(askedOf(new Set(['plan', 'delet'])), 1);
  assert.equal(askedOf(new Set(['plan', 'duck'])), 0.25);
});

test('nothing covers nothing', () => {
  const nothing = coverageOf([], () => 1);
  assert.equal(nothing.coveredBy(new Set(['plan'])), 0);
  assert.equal(nothing.askedOf(new Set()), 0);
});
