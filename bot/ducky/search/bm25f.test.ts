import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { WordIndex } from './bm25f.ts';

const FIELDS = [
  { name: 'name', weight: 3, lengthShare: 0.5 },
  { name: 'body', weight: 1, lengthShare: 0.5 },
] as const;

function scoresOf(documents: readonly { name: string; body: string }[], ...words: string[]) {
  const index = new WordIndex(FIELDS, documents);
  for (const document of documents) index.add(document);
  return index.scores(words.map((word) => new Map([[word, 1]])));
}

test('a word in a name counts more than one in a body', () => {
  const scores = scoresOf(
    [
      { name: 'plan', body: 'duck' },
      { name: 'duck', body: 'plan' },
    ],
    'plan',
  );
  assert.ok((scores.get(0) ?? 0) > (scores.get(1) ?? 0));
});

test('a rare word counts more than one that most have', () => {
  const documents = ['plan', 'plan', 'plan duck', 'swan'].map((body) => ({ name: '', body }));
  const scores = scoresOf(documents, 'plan', 'swan');
  assert.ok((scores.get(3) ?? 0) > (scores.get(0) ?? 0));
});

test('a long text is held against its words', () => {
  const documents = ['plan', `plan ${'duck '.repeat(50)}`].map((body) => ({ name: '', body }));
  const scores = scoresOf(documents, 'plan');
  assert.ok((scores.get(0) ?? 0) > (scores.get(1) ?? 0));
});

test('words that stand for one another count as one, and as the best of them', () => {
  const index = new WordIndex(FIELDS, []);
  for (const body of ['duck crow', 'duck swan', 'swan crow', 'goose'])
    index.add({ name: '', body });
  const scores = index.scores([
    new Map([
      ['duck', 1],
      ['swan', 0.5],
    ]),
  ]);
  assert.equal(scores.get(0), scores.get(1));
  assert.ok((scores.get(2) ?? 0) > 0 && (scores.get(2) ?? 0) < (scores.get(1) ?? 0));
  assert.equal(scores.has(3), false);
});

test('those and only those that have a word are found, with a score above 0', () => {
  const body = fc.array(fc.constantFrom('plan', 'duck', 'swan')).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(body), (bodies) => {
      const scores = scoresOf(
        bodies.map((text) => ({ name: '', body: text })),
        'duck',
      );
      for (const [id, text] of bodies.entries()) {
        assert.equal((scores.get(id) ?? 0) > 0, text.includes('duck'));
      }
    }),
  );
});
