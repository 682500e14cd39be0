import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from 'csv-parse/sync';

import { sampleForecast } from '../testing/sample-forecast.ts';
import { forecastCsv } from './forecast-csv.ts';

const read = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

test('a line a day with the exact numbers, and the total of the flight', () => {
  const forecast = sampleForecast();
  const rows = read(forecastCsv([forecast]));
  const [day] = forecast.daily;
  assert.equal(rows.length, 15);
  assert.equal(rows[0]?.date, '2026-11-23');
  assert.equal(Number(rows[0]?.impressions_p10), day?.impressions.p10);
  assert.equal(Number(rows[0]?.reach_p90), day?.reach?.p90);
  assert.equal(rows[14]?.row, 'total');
  assert.equal(Number(rows[14]?.impressions_p50), forecast.total.impressions.p50);
  assert.equal(rows[14]?.average_frequency, '1.8');
  assert.match(rows[0]?.plan ?? '', /iOS/i);
});

test('data without users leave their cells empty', () => {
  const forecast = sampleForecast({ days: 1 });
  const daily = forecast.daily.map((day) => ({ ...day, reach: null }));
  const [day] = read(forecastCsv([{ ...forecast, daily }]));
  assert.equal(day?.reach_p50, '');
});

test('a breakdown has a line a value, a comparison the lines of both', () => {
  const impressions = { p10: 1, p50: 2, p90: 3 };
  const breakdown = [
    { value: '=ios', impressions, share: 0.75 },
    { value: null, impressions, share: 0.25 },
  ];
  const forecast = { ...sampleForecast({ days: 2 }), breakdown };
  const rows = read(forecastCsv([forecast, sampleForecast({ days: 2 })]));
  assert.deepEqual(
    rows.map(({ row, value, share }) => [row, value, share].join(' ').trim()),
    ['day', 'day', "part '=ios 0.75", 'part  0.25', 'total', 'day', 'day', 'total'],
  );
});
