import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { type ComparedForecast, compareDay } from './compare-day.ts';

const DATE = '2026-11-20';

const forecast = fc
  .record({
    modelVersion: fc.constantFrom('a', 'b'),
    targeting: fc.constant({}),
    range: fc.tuple(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6)),
    came: fc.nat(3e6),
  })
  .map(({ range: [low, middle, high], ...rest }): ComparedForecast => {
    return { ...rest, p10: low, p50: low + middle, p90: low + middle + high };
  });

test('each model’s forecasts are counted and added up by themselves', () => {
  const one = { modelVersion: 'a', targeting: {}, p10: 80, p50: 100, p90: 120 };
  const other = { ...one, modelVersion: 'b' };
  const days = compareDay(DATE, [
    { ...one, came: 90 },
    { ...one, came: 130 },
    { ...other, came: 0 },
  ]);
  const day = { date: DATE, modelVersion: 'a', forecasts: 2, impressions: 220 };
  assert.deepEqual(days, [
    { ...day, error: -20, absoluteError: 40, covered: 1 },
    {
      ...day,
      modelVersion: 'b',
      forecasts: 1,
      impressions: 0,
      error: 100,
      absoluteError: 100,
      covered: 0,
    },
  ]);
});

test('errors never outweigh their sizes, and every forecast counts once', () => {
  fc.assert(
    fc.property(fc.array(forecast), (forecasts) => {
      const days = compareDay(DATE, forecasts);
      for (const { error, absoluteError, covered, forecasts } of days) {
        assert.ok(absoluteError >= Math.abs(error));
        assert.ok(covered >= 0 && covered <= forecasts);
      }
      assert.equal(
        days.reduce((sum, day) => sum + day.forecasts, 0),
        forecasts.length,
      );
    }),
  );
});
