import assert from 'node:assert/strict';
import { test } from 'node:test';

import { seededRandom } from '../data/random.ts';
import type { Residual } from './intervals.ts';
import { meanSquare, sharedSquare } from './shared-surprise.ts';

const DAYS = 100;

/** Twenty residuals a day: a part that the day's all share, and one of each its own. */
function residuals(part: { shared: number; own: number }): Residual[] {
  const random = seededRandom(3);
  const noise = () => 2 * random() - 1;
  return Array.from({ length: DAYS }, (_, day) => {
    const common = part.shared * noise();
    return Array.from({ length: 20 }, () => ({
      ...{ dailyMean: 500, horizon: 1, length: 1, day },
      logRatio: common + part.own * noise(),
    }));
  }).flat();
}

test('the shared part of the mean square is told from the rest', () => {
  const shared = sharedSquare(residuals({ shared: 1, own: 2 }));
  assert.ok(Math.abs(shared - 1 / 3) < 0.1, String(shared));
});

test('where all is shared, it is the whole; where nothing is, about none', () => {
  const alike = residuals({ shared: 1, own: 0 });
  assert.ok(Math.abs(sharedSquare(alike) - meanSquare(alike)) < 1e-9);
  assert.ok(sharedSquare(residuals({ shared: 0, own: 1 })) < 0.02);
});

test('a residual a day shares nothing that could be seen', () => {
  assert.equal(
    sharedSquare(residuals({ shared: 1, own: 1 }).filter((_, row) => row % 20 === 0)),
    0,
  );
});
