import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findTerms, GLOSSARY } from './glossary.ts';

const named = (text: string) => findTerms(text).map(({ term }) => term.name);

test('every way to write a term finds it, and it alone', () => {
  for (const { name, aliases } of GLOSSARY) {
    for (const written of [name, ...aliases]) assert.deepEqual(named(written), [name], written);
  }
});

test('terms are found in the order of the text, the longest of those within each other', () => {
  assert.deepEqual(named('Does the frequency cap change average frequency, or P90?'), [
    'frequency cap',
    'average frequency',
    'P90',
  ]);
});

test('a part of a word is no term', () => {
  assert.deepEqual(named('preach capital goalkeeper'), []);
});

test('each term is explained in one to three sentences', () => {
  for (const { name, meaning } of GLOSSARY) {
    const sentences = meaning.split(/(?<=\.) /).length;
    assert.ok(sentences >= 1 && sentences <= 3, name);
    assert.ok(meaning.endsWith('.'), name);
  }
});
