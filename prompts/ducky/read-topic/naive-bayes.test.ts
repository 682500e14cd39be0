import assert from 'node:assert/strict';
import { test } from 'node:test';

import { learn } from './naive-bayes.ts';

const bag = (...words: string[]) => new Map(words.map((word) => [word, 1]));

const classify = learn([
  { features: bag('duck', 'pond'), labels: ['bird'] },
  { features: bag('duck', 'feather'), labels: ['bird'] },
  { features: bag('trout', 'pond'), labels: ['fish'] },
  { features: bag('fin', 'scale'), labels: ['fish'] },
  { features: bag('egg'), labels: ['bird', 'fish'] },
]);

test('what was seen with one label speaks for it, what was seen with both for neither', () => {
  assert.equal(classify(bag('duck')), 'bird');
  assert.equal(classify(bag('egg', 'trout')), 'fish');
  assert.equal(classify(bag('pond', 'feather')), 'bird');
});

test('a feature counts by its weight', () => {
  const [duck, trout] = [0.1, 1];
  const features = new Map([
    ['duck', duck],
    ['trout', trout],
  ]);
  assert.equal(classify(features), 'fish');
});

test('nothing is made of what was never seen', () => {
  assert.equal(classify(bag('motor')), undefined);
  assert.equal(classify(new Map()), undefined);
});
