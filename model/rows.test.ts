import assert from 'node:assert/strict';
import { test } from 'node:test';

import { seededRandom } from '../data/random.ts';
import { preparePanel } from './panel.ts';
import { trainingRows } from './rows.ts';

/** Two targetings that move as one, by a drift and by days of their own. */
function panelOf(days: number) {
  const shape = Float64Array.from({ length: days }, (_, day) => 1.01 ** day * (5 + (day % 3)));
  const series = [6_000, 4_000, 2_000].map((level) => shape.map((value) => value * level));
  return preparePanel({ span: { first: '2024-01-01', last: '2024-01-01' }, series });
}

function labelsOf(days: number, from: number): Float32Array {
  const period = { from, to: days - 1 };
  return trainingRows(panelOf(days), { period, limit: 400, random: seededRandom(1) }).labels;
}

test('in the first year, what all requests have in common is not for trees to learn', () => {
  assert.ok(labelsOf(120, 60).every((label) => Math.abs(label) < 1e-3));
});

test('with a year behind them, trees learn the season of all requests too', () => {
  assert.ok(labelsOf(440, 380).some((label) => label > 0.05));
});
