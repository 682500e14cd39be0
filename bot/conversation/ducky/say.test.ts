import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NOTHING_SAID } from '../../../data/said.ts';
import type { Fact } from '../../ducky/forecasts/fact.ts';
import type { Told } from '../../ducky/forecasts/told.ts';
import { afterTold, isFull } from './say.ts';

test('pieces add up to what is said, each source once', () => {
  const docs: Fact = { tool: 'docs', source: 'README.md', data: { passages: [] } };
  const pieces: Told[] = [
    { kind: 'text', text: 'One ' },
    { kind: 'note', text: 'Mind this.' },
    { kind: 'text', text: 'two.' },
    { kind: 'sources', facts: [docs, docs] },
    { kind: 'sources', facts: [docs] },
    { kind: 'action', label: 'All genders', followUp: 'any gender' },
  ];
  assert.deepEqual(pieces.reduce(afterTold, NOTHING_SAID), {
    text: 'One two.',
    notes: ['Mind this.'],
    sources: ['README.md'],
    actions: [{ label: 'All genders', followUp: 'any gender' }],
  });
});

test('an answer that does not end is full at last', () => {
  const endless: Told[] = Array.from({ length: 100 }, () => ({
    kind: 'text',
    text: 'x'.repeat(99),
  }));
  const said = endless.reduce(afterTold, NOTHING_SAID);
  assert.equal(isFull(said), true);
  assert.equal(said.text.length, 6_000);
  assert.equal(isFull(NOTHING_SAID), false);
});
