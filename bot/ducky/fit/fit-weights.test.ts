import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { CodeQuestion } from '../code-questions.ts';
import type { Passage } from '../passages/passage.ts';
import { indexPassages } from '../search/search-index.ts';
import { fitWeights } from './fit-weights.ts';

const BIRDS = ['duck', 'goose', 'swan', 'heron', 'stork', 'crane', 'robin', 'raven'];

function passage(path: string, symbol: string, text: string): Passage {
  return { path, startLine: 1, endLine: 9, symbols: [symbol], doc: '', text };
}

/** Of each bird, a function that others may call, and one that they may not. */
const PASSAGES = BIRDS.flatMap((bird) => [
  passage(`one/${bird}.ts`, bird, `export function ${bird}() {}`),
  passage(`two/${bird}.ts`, bird, `function ${bird}() {}`),
]);

test('weights learn what right answers have in common, and answer questions held back', async () => {
  const index = await indexPassages(PASSAGES);
  const asked = (folder: string) =>
    BIRDS.map((bird): CodeQuestion => {
      const answers = [{ file: `${folder}/${bird}.ts`, symbol: bird }];
      return { question: `How does the ${bird} fly?`, answers };
    });
  const { weights, questions, crossValidatedRight } = fitWeights(index, asked('one'));
  assert.ok(weights.isExported > 0);
  assert.equal(questions, BIRDS.length);
  assert.equal(crossValidatedRight, BIRDS.length);
  assert.ok(fitWeights(index, asked('two')).weights.isExported < 0);
});

test('what nothing answers is not counted as answered', async () => {
  const index = await indexPassages(PASSAGES);
  const answers = [{ file: 'one/duck.ts', symbol: 'swim' }];
  const { crossValidatedRight } = fitWeights(index, [{ question: 'How do ducks swim?', answers }]);
  assert.equal(crossValidatedRight, 0);
});
