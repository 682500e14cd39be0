import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addDays, dayNumber } from '../data/calendar.ts';
import { HISTORY_DAYS } from '../data/clickhouse/queries/targeting-history.ts';
import { seededRandom } from '../data/random.ts';
import { FEATURES, profileAt, writeFeatures } from './features.ts';
import { dailySeries } from './series.ts';

const FIRST_DAY = '2025-01-06';

/** The named features of the day `origin + horizon`. */
function featuresOf(values: Float64Array, origin: number, horizon: number) {
  const profile = profileAt(dailySeries(values), origin);
  const rows = new Float32Array(FEATURES.length);
  const date = addDays(FIRST_DAY, origin + horizon);
  writeFeatures(rows, 0, { own: profile, all: profile, horizon, date });
  return Object.fromEntries(FEATURES.map((name, index) => [name, rows[index] as number]));
}

function randomValues(days: number): Float64Array {
  const random = seededRandom(days);
  return Float64Array.from({ length: days }, () => Math.floor(random() * 1_000));
}

test('nothing after the origin is seen', () => {
  const values = randomValues(500);
  const changed = values.map((value, day) => (day > 450 ? value * 9 : value));
  assert.deepEqual(featuresOf(changed, 450, 9), featuresOf(values, 450, 9));
});

test('what the history does not reach back to is missing', () => {
  const young = featuresOf(randomValues(10), 9, 3);
  assert.ok(Number.isNaN(young.own_ratio14) && Number.isNaN(young.own_slope));
  assert.ok(Number.isNaN(young.own_yearAgo) && Number.isNaN(young.dayOfMonth));
  assert.ok(Number.isFinite(young.own_ratio7));
});

test('with years of history nothing is missing', () => {
  const old = Object.entries(featuresOf(randomValues(800), 799, 30));
  assert.deepEqual(
    old.filter(([, value]) => !Number.isFinite(value)),
    [],
  );
});

test('a forecast reads as much history as the features look back to', () => {
  const served = Object.entries(featuresOf(randomValues(HISTORY_DAYS), HISTORY_DAYS - 1, 1));
  assert.deepEqual(
    served.filter(([, value]) => !Number.isFinite(value)),
    [],
  );
});

test('the calendar is that of the target day', () => {
  const { horizon, weekday, dayOfMonth } = featuresOf(randomValues(400), 399, 6);
  const date = new Date((dayNumber(FIRST_DAY) + 405) * 86_400_000);
  assert.deepEqual(
    [horizon, weekday, dayOfMonth],
    [6, (date.getUTCDay() + 6) % 7, date.getUTCDate()],
  );
});

test('last year tells of a season to come', () => {
  const season = Float64Array.from({ length: 400 }, (_, day) =>
    day >= 40 && day < 60 ? 200 : 100,
  );
  // Day 410 is 364 days after day 46, in last year's season; the origin's twin lies before it.
  assert.ok(Math.abs((featuresOf(season, 399, 11).own_yearAgo as number) - Math.log(2)) < 0.02);
});
