import assert from 'node:assert/strict';
import { test } from 'node:test';

import { continues, namesNobody } from './previous.ts';

test('a text that means little alone reads as a change', () => {
  for (const text of [
    'and Android?',
    'add Pune',
    'what if 30 days',
    'without the cap',
    'vs Android',
    '... men instead.',
    'raise the cap to 5 a day',
    'Pune too',
    'another week',
    'a week longer',
  ]) {
    assert.equal(continues(text), true, text);
  }
});

test('a text that is complete in itself does not', () => {
  for (const text of ['iOS in Mumbai', 'Android?', 'women vs men in Pune', 'Andorra', 'videos']) {
    assert.equal(continues(text), false, text);
  }
});

test('a text that says how much and not of whom is no request of its own', () => {
  const isAlone = (text: string) => !namesNobody(text, '2026-11-22');
  for (const text of ['cap 3 per day', 'goal 5 million', 'for 30 days', 'any age', 'next month']) {
    assert.equal(isAlone(text), false, text);
  }
  for (const text of ['everyone next week', 'women', 'all traffic for 30 days', 'hello', 'Pune']) {
    assert.equal(isAlone(text), true, text);
  }
});
