import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Forecast } from '../../../../data/forecast.ts';
import { sampleForecast } from '../../../testing/sample-forecast.ts';
import { forecastFact } from './forecast.ts';

const factOf = (change: Partial<Forecast>) => forecastFact({ ...sampleForecast(), ...change });

test('drivers come the strongest first, and those without effect not at all', () => {
  const drivers = [
    { name: 'recent level', effect: 0.031 },
    { name: 'weekdays of the flight', effect: 0.004 },
    { name: 'XGBoost correction', effect: -0.125 },
  ];
  assert.deepEqual(factOf({ drivers }).drivers, [
    { name: 'XGBoost correction', effectPercent: -13 },
    { name: 'recent level', effectPercent: 3 },
  ]);
});

test('the days that are lowest and highest are named', () => {
  const { lowestDay, highestDay } = factOf({});
  assert.deepEqual(lowestDay, { date: '2026-11-29', impressions: 967 });
  assert.deepEqual(highestDay, { date: '2026-11-25', impressions: 1_302 });
});

test('what is not known is null: reach without users, a recent mean without days', () => {
  const { total } = sampleForecast();
  const unknown = { ...total, reach: null, averageFrequency: null };
  const fact = factOf({ total: unknown, history: [] });
  assert.deepEqual([fact.reach, fact.averageFrequency, fact.limitedBy], [null, null, null]);
  assert.deepEqual([fact.recentPerDay, fact.recentDays], [null, 0]);
});

test('what is delivered is told beside what is available, and what limits it', () => {
  const { total } = sampleForecast();
  const impressions = { p10: 6_000, p50: total.impressions.p50 / 2, p90: 10_000 };
  const delivery = { spend: null, winRate: null, reach: null, limitedBy: 'frequency cap' };
  const fact = factOf({ delivery: { ...delivery, impressions } });
  assert.equal(fact.limitedBy, 'frequency cap');
  assert.deepEqual(fact.delivery, {
    impressions: { p10: 6_000, p50: 8_680, p90: 10_000 },
    reach: null,
    impressionsPerDayP50: Math.round(fact.impressionsPerDay.p50 / 2),
  });
  assert.equal(factOf({}).delivery, null);
});

test('each day is told, of a long flight the first sixty', () => {
  const { daily } = factOf({});
  assert.equal(daily.length, 14);
  assert.deepEqual(daily[6], { date: '2026-11-29', impressions: 967 });
  assert.equal(forecastFact(sampleForecast({ days: 366 })).daily.length, 60);
});
