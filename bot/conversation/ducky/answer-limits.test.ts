import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Fact } from '../../ducky/forecasts/fact.ts';
import type { Told } from '../../ducky/forecasts/told.ts';
import { appendPiece, isOverLimit, NOTHING_HEARD } from './answer-limits.ts';

const DOCS: Fact = { tool: 'docs', source: 'README.md', data: { passages: [] } };

const sayAll = (pieces: readonly Told[]) => pieces.reduce(appendPiece, NOTHING_HEARD);
const words = (text: string): Told => ({ kind: 'text', text });

test('pieces add up to what is said, each source once', () => {
  const { said } = sayAll([
    words('One '),
    { kind: 'note', text: 'Mind this.' },
    words('two.'),
    { kind: 'sources', facts: [DOCS, DOCS] },
    { kind: 'sources', facts: [DOCS] },
    { kind: 'action', label: 'All genders', followUp: 'any gender' },
  ]);
  assert.deepEqual(said, {
    text: 'One two.',
    notes: ['Mind this.'],
    sources: ['README.md'],
    actions: [{ label: 'All genders', followUp: 'any gender' }],
  });
});

test('the text is what can be stored', () => {
  assert.equal(sayAll([words('One\0 \ud83e'), words('two.')]).said.text, 'One \ufffdtwo.');
});

test('a text that is too long ends with a whole piece, says so once and keeps its sources', () => {
  const sentences = Array.from({ length: 300 }, (_, index) => `Sentence number ${index} is here. `);
  const { said } = sayAll([...sentences.map(words), { kind: 'sources', facts: [DOCS] }]);
  assert.match(said.text, /^Sentence number 0 .* is here\. $/);
  assert.ok(said.text.length > 5_900 && said.text.length <= 6_000);
  assert.deepEqual(said.sources, ['README.md']);
  assert.equal(said.notes.length, 1);
  assert.match(said.notes.join(), /There was more to say/);
});

test('of one piece that is too long a beginning is said, in whole characters', () => {
  fc.assert(
    fc.property(fc.constantFrom('\u{1F986}', 'word '), fc.nat(3), (unit, before) => {
      const { said } = sayAll([words(`${'a'.repeat(before)}${unit.repeat(4_000)}`)]);
      assert.ok(said.text.length > 5_900 && said.text.length <= 6_000);
      assert.ok(said.text.isWellFormed() && !said.text.endsWith('wor'));
      assert.equal(said.notes.length, 1);
    }),
  );
});

test('what does not end is listened to no more, at last', () => {
  const endless = Array.from({ length: 300 }, () => words('x'.repeat(99)));
  assert.equal(isOverLimit(sayAll(endless)), true);
  const notes = Array.from({ length: 60 }, (): Told => ({ kind: 'note', text: 'Mind this.' }));
  assert.equal(isOverLimit(sayAll(notes)), true);
  assert.equal(isOverLimit(sayAll(endless.slice(0, 100))), false);
});
