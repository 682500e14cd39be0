import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { addDays } from '../../data/calendar.ts';
import type { TargetingHistory } from '../../data/history.ts';
import { DATA_THROUGH, steadyHistory } from '../fixtures/history.ts';
import { historyOf, randomMarket } from '../fixtures/market.ts';
import { erraticModel, plainModel } from '../fixtures/models.ts';
import { backtestTargeting } from './backtest.ts';
import { modelMethod, naive, seasonalNaive } from './methods.ts';

/** A targeting of its own, without any wider one, with these impressions a day. */
function historyWith(impressions: readonly number[]): TargetingHistory {
  const history = steadyHistory(impressions.length, [{ dimensions: [], daily: 0 }]);
  return {
    ...history,
    generalisations: [{ dimensions: [], impressions: Float64Array.from(impressions) }],
  };
}

const ORIGIN = addDays(DATA_THROUGH, -9);
const once = { origins: [ORIGIN], horizon: 9, historyDays: 400 };

test('naive methods repeat the last day, or the last week', () => {
  const week = [100, 200, 300, 400, 500, 600, 700];
  const came = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const [tested] = backtestTargeting(historyWith([...week, ...week, ...came]), {
    ...once,
    methods: [naive, seasonalNaive],
  });
  const p50s = tested?.forecasts.map(({ daily }) => daily.map(({ p50 }) => p50));
  assert.deepEqual(p50s, [new Array(9).fill(700), [...week, 100, 200]]);
  assert.deepEqual(tested?.forecasts[1]?.total, { p50: 3_100, range: null });
  assert.deepEqual(tested?.actual, came);
  assert.equal(tested?.dailyMean, 400);
});

test('a model forecasts what people would have got, with its ranges', () => {
  const methods = [modelMethod('baseline', plainModel())];
  const [tested] = backtestTargeting(historyWith(new Array(60).fill(1_000)), { ...once, methods });
  const [first] = tested?.forecasts[0]?.daily ?? [];
  assert.deepEqual(first, { p50: 1_000, range: { p10: 741, p50: 1_000, p90: 1_284 } });
  assert.equal(tested?.forecasts[0]?.total.p50, 9_000);
});

test('no forecast changes with what came after its origin', () => {
  const methods = [naive, seasonalNaive, modelMethod('xgboost', erraticModel())];
  const forecastsOf = (history: TargetingHistory) => {
    const origins = [addDays(history.span.last, -9)];
    return backtestTargeting(history, { ...once, origins, methods }).map(
      ({ forecasts }) => forecasts,
    );
  };
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 5_000 }), (seed, later) => {
      const history = historyOf(randomMarket(seed, 60), { format: [0], os: [0, 1] });
      const changed = history.generalisations.map(({ dimensions, impressions }) => {
        return { dimensions, impressions: Float64Array.from(impressions).fill(later, 60 - 9) };
      });
      assert.deepEqual(forecastsOf({ ...history, generalisations: changed }), forecastsOf(history));
    }),
    { numRuns: 40 },
  );
});

test('an origin at which people would have been refused is left out', () => {
  const thinThenMany = [...new Array(30).fill(1), ...new Array(30).fill(10_000)];
  const early = addDays(DATA_THROUGH, -31);
  const tested = backtestTargeting(historyWith(thinThenMany), {
    ...once,
    origins: [early, ORIGIN],
    methods: [naive],
  });
  assert.deepEqual(
    tested.map(({ origin }) => origin),
    [ORIGIN],
  );
});

test('no more history is seen than where people ask', () => {
  const oldLevel = [...new Array(30).fill(500), ...new Array(19).fill(100)];
  const [tested] = backtestTargeting(historyWith(oldLevel), {
    ...{ origins: [ORIGIN], horizon: 9, historyDays: 10, methods: [naive] },
  });
  assert.equal(tested?.dailyMean, 100);
});
