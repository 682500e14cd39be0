import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Forecast } from '../../data/forecast.ts';
import { forecastText, rangeBar, refusalText } from './forecast-table.ts';

const range = { p10: 800, p50: 1000, p90: 1200 };
const forecast: Forecast = {
  id: 'f1',
  plan: { targeting: {}, flight: { start: '2026-11-23', end: '2026-11-24' } },
  generatedAt: '2026-11-22T10:00:00.000Z',
  dataThrough: '2026-11-21',
  model: { version: 'v1', method: 'xgboost' },
  daily: [
    { date: '2026-11-23', impressions: range, reach: null },
    { date: '2026-11-24', impressions: { p10: 8, p50: 10, p90: 12_000 }, reach: range },
  ],
  total: { impressions: range, reach: null, averageFrequency: null },
  frequency: [],
  history: [],
  drivers: [],
  confidence: 'low',
  notes: ['The data carry no users.'],
};

test('the text holds every day, the range and the notes', () => {
  const text = forecastText(forecast, 'everyone, 2 days');
  for (const part of [
    'Mon 2026-11-23',
    'Tue 2026-11-24',
    '12,000',
    'Confidence low',
    '- The data',
  ]) {
    assert.ok(text.includes(part), `${part} is missing in:\n${text}`);
  }
});

test('a bar is never longer than the scale allows, and a zero scale draws nothing', () => {
  const sorted = fc
    .array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 3, maxLength: 3 })
    .map((values) => values.sort((a, b) => a - b) as [number, number, number]);
  fc.assert(
    fc.property(sorted, ([p10, p50, p90]) => {
      assert.ok(rangeBar({ p10, p50, p90 }, p90).length <= 24);
    }),
  );
  assert.equal(rangeBar({ p10: 0, p50: 0, p90: 0 }, 0), '');
});

test('a refusal says why and what would help', () => {
  const text = refusalText({ refused: { reason: 'too thin.', needed: 'Drop a dimension.' } });
  assert.equal(text, 'No forecast: too thin.\nDrop a dimension.');
});
