import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dailyReach, flightReach, scaledFrequency } from './reach.ts';

const FREQUENCY = {
  window: { first: '2026-05-18', last: '2026-05-31' },
  users: 4_000,
  error: 0,
  histogram: [
    { timesSeen: 1, users: 3_000 },
    { timesSeen: 2, users: 900 },
    { timesSeen: 10, users: 60 },
    { timesSeen: 47, users: 40 },
  ],
};

/** The flight reach of `days` days of 1,000 users, while all requests are as many as before. */
function reachOver(days: number, daily = 1_000, allForecast = 500): number {
  return flightReach({
    span: { first: '2026-05-01', last: '2026-05-31' },
    frequency: FREQUENCY,
    allHistory: new Float64Array(31).fill(500),
    allForecast: new Array<number>(days).fill(allForecast),
    daily: new Array<number>(days).fill(daily),
  });
}

test('daily reach follows past reach and the growth of all requests, below impressions', () => {
  const history = new Float64Array(28).fill(100);
  const asked = { history, horizons: [1, 2, 3], growth: [1, 1.2, 2] };
  assert.deepEqual(dailyReach({ ...asked, impressions: [500, 500, 150] }), [100, 120, 150]);
});

test('a flight as long as the window reaches its users, grown as all requests grow', () => {
  assert.equal(reachOver(14), 4_000);
  assert.equal(reachOver(14, 1_000, 600), 4_800);
});

test('a longer flight reaches more users, but not in proportion', () => {
  assert.equal(reachOver(28), Math.round(4_000 * 2 ** 0.6));
});

test('flight reach stays between the best day and the sum of the days', () => {
  assert.equal(reachOver(1), 1_000);
  assert.equal(reachOver(14, 5_000), 5_000);
  assert.equal(reachOver(14, 100), 1_400);
});

test('frequencies keep their shape, end at ten or more, and add up to the reach', () => {
  const scaled = scaledFrequency(FREQUENCY, 2_001);
  assert.deepEqual(
    scaled.slice(0, 3).map(({ users }) => users),
    [1_501, 450, 0],
  );
  assert.deepEqual(scaled.at(-1), { timesSeen: 10, users: 50 });
  assert.equal(
    scaled.reduce((sum, { users }) => sum + users, 0),
    2_001,
  );
});

test('a window without users has no frequencies', () => {
  assert.deepEqual(scaledFrequency({ ...FREQUENCY, users: 0, histogram: [] }, 0), []);
});
