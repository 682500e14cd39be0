import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import {
  evaluateCodeQuestions,
  evaluateForecasts,
  expectedAnswers,
  type Score,
} from './evaluate.ts';
import type { Passage } from './passages/passage.ts';
import { readRepository } from './repository/read-repository.ts';
import { indexPassages } from './search/search-index.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
/**
 * Below what was measured, for the code that is asked about changes every day. A quarter of what is
 * asked about code hardly shares a word with it.
 */
const FLOOR = 0.6;

describe('questions about this code', () => {
  let passages: readonly Passage[];
  before(async () => {
    ({ passages } = await readRepository({ root: CHECKOUT }));
  });

  test('their answers exist: whoever renames one corrects the evaluation', () => {
    const answers = [...expectedAnswers('code'), ...expectedAnswers('code-held-out')];
    const missing = answers.filter(
      ({ file, symbol }) =>
        !passages.some(({ path, symbols }) => path === file && symbols.includes(symbol)),
    );
    assert.deepEqual(missing, []);
  });

  test('most are answered by the first three passages, and others are refused', async () => {
    const scores = evaluateCodeQuestions(await indexPassages(passages));
    assertMostRight(scores);
    assert.deepEqual(toldOf(scores), ['code', 'outside']);
  });
});

test('most questions about forecasts are answered from the right facts, and others are refused', async () => {
  const scores = await evaluateForecasts();
  assertMostRight(scores);
  assert.deepEqual(toldOf(scores), ['forecasts', 'forecasts, topics cross-validated']);
});

function assertMostRight(scores: readonly Score[]): void {
  for (const { name, right, questions } of scores) {
    assert.ok(right / questions >= FLOOR, `${name}: ${right} of ${questions}`);
  }
}

/** The sets whose misses are told: nobody may tune on the others. */
function toldOf(scores: readonly Score[]): string[] {
  return scores.filter(({ wrong }) => wrong).map(({ name }) => name);
}
