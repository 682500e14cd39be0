import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { evaluateDucky, expectedAnswers } from './evaluate.ts';
import type { Passage } from './passages/passage.ts';
import { readRepository } from './repository/read-repository.ts';
import { indexPassages } from './search/search-index.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
/** Below what was measured, for the code that is asked about changes every day. */
const FLOOR = 0.75;

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
    const scores = evaluateDucky(await indexPassages(passages));
    for (const { name, right, questions } of scores) {
      assert.ok(right / questions >= FLOOR, `${name}: ${right} of ${questions}`);
    }
    const told = scores.filter(({ wrong }) => wrong).map(({ name }) => name);
    assert.deepEqual(told, ['code', 'outside'], 'misses that nobody may tune on are not told');
  });
});
