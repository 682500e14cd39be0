import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainModel } from '../fixtures/models.ts';
import type { Backtested } from './backtest.ts';
import { modelMethod, naive, type Predicted } from './methods.ts';
import { reportMethods } from './report.ts';

const METHODS = [naive, modelMethod('baseline', plainModel())];

const point = (p50: number): Predicted => ({ p50, range: null });
const ranged = (p50: number): Predicted => ({ p50, range: { p10: p50 - 5, p50, p90: p50 + 5 } });

/** Two days that brought 100 and 110, forecast as 90 and 100 by both methods. */
const SMALL: Backtested = {
  origin: '2026-05-31',
  dailyMean: 90,
  scale: { absolute: 20, squared: 400 },
  actual: [100, 110],
  forecasts: [
    { daily: [point(90), point(100)], total: point(190) },
    { daily: [ranged(90), ranged(106)], total: ranged(207) },
  ],
};
const LARGE: Backtested = {
  ...SMALL,
  dailyMean: 2_000,
  scale: { absolute: 0, squared: 0 },
  actual: [90, 100],
};

test('errors, and how often what came was in range, a day and in total', () => {
  const [naively, ranging] = reportMethods(METHODS, [SMALL]);
  assert.equal(naively?.name, 'naive');
  assert.equal(naively?.wape, 20 / 210);
  assert.equal(naively?.bias, -20 / 210);
  assert.equal(naively?.mase, 0.5);
  assert.equal(naively?.rmsse, 0.5);
  assert.equal(naively?.total.wape, 20 / 210);
  assert.equal(ranging?.count, 2);
  assert.equal(ranging?.coverage80, 0.5);
  assert.equal(ranging?.total.coverage80, 1);
});

test('a method without ranges has neither coverage nor pinball loss', () => {
  const [naively, ranging] = reportMethods(METHODS, [SMALL]);
  assert.deepEqual([naively?.coverage80, naively?.pinball], [null, null]);
  assert.ok((ranging?.pinball ?? 0) > 0);
});

test('accuracy is told by volume, too, and what never changed scales no error', () => {
  const [naively] = reportMethods(METHODS, [SMALL, LARGE]);
  assert.deepEqual(
    naively?.tiers.map(({ from, wape }) => [from, wape]),
    [
      [0, 20 / 210],
      [1_000, 0],
    ],
  );
  assert.equal(naively?.mase, 0.5);
  assert.equal(reportMethods(METHODS, [LARGE])[0]?.mase, null);
});
