import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type Question, takeOption, toWireReading } from './reading.ts';

const question: Question = {
  kind: 'question',
  question: 'Did you mean Mumbai?',
  about: 'geo',
  words: 'Mumbay',
  options: ['Mumbai'],
};

test('the wire shows what was read and nothing else', () => {
  const plan = { targeting: {}, flight: { start: '2026-11-23', end: '2026-12-06' } };
  assert.deepEqual(toWireReading({ kind: 'plan', plan, assumptions: ['x'] }), { plan });
  const other = { ...plan, targeting: { gender: ['male' as const] } };
  const compared = toWireReading({ kind: 'compare', plans: [plan, other], assumptions: ['x'] });
  assert.deepEqual(compared, { compare: [plan, other] });
  assert.deepEqual(toWireReading(question), {
    question: 'Did you mean Mumbai?',
    about: 'geo',
    options: ['Mumbai'],
  });
  assert.deepEqual(toWireReading({ kind: 'outOfScope', message: 'm' }), { outOfScope: 'm' });
});

test('an option replaces the words asked about, or is added', () => {
  assert.equal(takeOption('men in mumbay today', question, 'Mumbai'), 'men in Mumbai today');
  assert.equal(takeOption('men', { ...question, words: '' }, 'in Pune'), 'men in Pune');
});
