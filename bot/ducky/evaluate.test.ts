import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { isAnswer, readCodeQuestions } from './code-questions.ts';
import { evaluateCodeQuestions, evaluateForecasts, type Score } from './evaluate.ts';
import type { Passage } from './passages/passage.ts';
import { readRepository } from './repository/read-repository.ts';
import { indexPassages } from './search/search-index.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
/** The least share by set, below what was measured: the code that is asked about changes every day. */
const FLOORS: Record<string, number> = {
  // A fifth of what is asked shares hardly a word with the code, on purpose.
  code: 0.74,
  // A quarter asked by who knew the README and no code, the others by who works on it.
  'code-held-out': 0.82,
  outside: 0.95,
  forecasts: 0.97,
  'forecasts, topics cross-validated': 0.93,
  'forecasts-held-out': 0.85,
};

describe('questions about this code', () => {
  let passages: readonly Passage[];
  before(async () => {
    ({ passages } = await readRepository({ root: CHECKOUT }));
  });

  test('their answers exist: whoever renames one corrects the evaluation', () => {
    const asked = [...readCodeQuestions('code'), ...readCodeQuestions('code-held-out')];
    const missing = asked
      .flatMap(({ answers }) => answers)
      .filter((answer) => !passages.some((each) => isAnswer(each, { answers: [answer] })));
    assert.deepEqual(missing, []);
  });

  test('most are answered by the first three places, and others are refused', async () => {
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
    assert.ok(right / questions >= (FLOORS[name] ?? 1), `${name}: ${right} of ${questions}`);
  }
}

/** The sets whose misses are told: nobody may tune on the others. */
function toldOf(scores: readonly Score[]): string[] {
  return scores.filter(({ wrong }) => wrong).map(({ name }) => name);
}
