import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { TOPICS } from '../../../../prompts/ducky/topic.ts';
import type { Fact } from '../fact.ts';
import { knownFrom } from '../numbers/known.ts';
import { isTraced } from '../numbers/trace.ts';
import { FACTS } from '../testing/scenario.ts';
import { compose } from './compose.ts';

const QUESTIONS = [
  'Why is reach so low on weekdays and holidays, what limits it, and how sure are you?',
  'What do P10, P90, reach, flight, average frequency and confidence mean?',
  'How was last week?',
];
const question = {
  earlier: [],
  requestId: undefined,
  teamId: undefined,
  signal: new AbortController().signal,
};

/** The same facts with other figures: each count and each percentage by itself. */
function withOtherFigures(facts: readonly Fact[], next: (isPercent: boolean) => number): Fact[] {
  const other = (key: string, value: unknown) =>
    typeof value === 'number' ? next(key.endsWith('Percent')) : value;
  return JSON.parse(JSON.stringify(facts, other));
}

test('whatever the facts, an answer by rule holds no number that is in none of them', () => {
  const count = fc.oneof(fc.nat(50), fc.nat(5_000), fc.nat(3_000_000_000));
  fc.assert(
    fc.property(
      fc.constantFrom(...TOPICS),
      fc.constantFrom(...QUESTIONS),
      fc.infiniteStream(count),
      fc.infiniteStream(fc.integer({ min: -99, max: 400 })),
      (topic, text, counts, percents) => {
        const facts = withOtherFigures(
          Object.values(FACTS),
          (isPercent) => (isPercent ? percents : counts).next().value ?? 0,
        );
        for (const told of compose(topic, facts, { ...question, text })) {
          if (told.kind === 'text') assert.ok(isTraced(told.text, knownFrom(facts)), told.text);
        }
      },
    ),
  );
});
