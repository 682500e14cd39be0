import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type Forecast, isRefusal } from '../data/forecast.ts';
import type { TargetingHistory } from '../data/history.ts';
import type { Plan } from '../data/plan.ts';
import { steadyHistory } from './fixtures/history.ts';
import { plainModel } from './fixtures/models.ts';
import { forecastTargeting } from './forecast.ts';

const steady = steadyHistory(70, [
  { dimensions: [], daily: 5_000 },
  { dimensions: ['os'], daily: 1_000 },
]);
const week: Plan = {
  targeting: { os: { include: ['ios'] } },
  flight: { start: '2026-06-01', end: '2026-06-07' },
};

function forecast(plan: Partial<Plan>, history: Partial<TargetingHistory> = {}): Forecast {
  const result = forecastTargeting({
    id: 'f1',
    plan: { ...week, ...plan },
    history: { ...steady, ...history },
    model: plainModel(),
    generatedAt: new Date('2026-06-01T08:00:00Z'),
    today: '2026-06-05',
  });
  if (isRefusal(result)) assert.fail(result.refused.reason);
  return result;
}

test('steady history is continued, with the measured ranges', () => {
  const { daily, total, dataThrough, generatedAt, model } = forecast({});
  assert.equal(daily.length, 7);
  assert.deepEqual(daily[0], {
    date: '2026-06-01',
    impressions: { p10: 741, p50: 1_000, p90: 1_284 },
    reach: { p10: 370, p50: 500, p90: 642 },
  });
  assert.equal(total.impressions.p50, 7_000);
  assert.equal(dataThrough, '2026-05-31');
  assert.equal(generatedAt, '2026-06-01T08:00:00.000Z');
  assert.equal(model.method, 'baseline');
});

test('flight reach and frequencies come from the users of the window', () => {
  const { total, frequency } = forecast({ flight: { start: '2026-06-01', end: '2026-06-14' } });
  assert.equal(total.reach?.p50, 1_000);
  assert.equal(total.averageFrequency, 14);
  assert.deepEqual(frequency[0], { timesSeen: 1, users: 500 });
  assert.deepEqual(frequency.at(-1), { timesSeen: 10, users: 500 });
});

test('without users reach is null, with a note', () => {
  const { daily, total, frequency, history, notes } = forecast(
    {},
    { reach: null, frequency: null },
  );
  assert.ok(daily.every(({ reach }) => reach === null));
  assert.deepEqual([total.reach, total.averageFrequency, frequency], [null, null, []]);
  assert.equal(history[0]?.reach, null);
  assert.ok(notes.includes('Reach is not given: the data carry no users.'));
});

test('reach from a sample has wider ranges, within the impressions, and says so', () => {
  const { reach, frequency } = steady;
  assert.ok(reach && frequency);
  const { daily, total, notes } = forecast(
    {},
    {
      reach: { ...reach, errors: reach.errors.map(() => 0.2) },
      frequency: { ...frequency, error: 0.02 },
    },
  );
  assert.deepEqual(daily[0]?.impressions, { p10: 741, p50: 1_000, p90: 1_284 });
  assert.deepEqual(daily[0]?.reach, { p10: 337, p50: 500, p90: 715 });
  assert.ok(notes.some((note) => note.includes('give or take 20.0%')));
  const counted = forecast({});
  assert.ok((total.reach?.p10 ?? 0) <= (counted.total.reach?.p10 ?? 0));
  assert.ok(!counted.notes.some((note) => note.includes('sample')));
});

test('the last 56 days of history are shown', () => {
  const { history } = forecast({});
  assert.equal(history.length, 56);
  assert.deepEqual(history.at(-1), { date: '2026-05-31', impressions: 1_000, reach: 500 });
});

test('a frequency cap leaves its share, and reach stays below', () => {
  const capped = { frequencyCap: { impressions: 1, per: 'flight' } } as const;
  const { delivery } = forecast(capped, { capShare: 0.05 });
  assert.equal(delivery?.impressions.p50, 350);
  assert.equal(delivery?.reach?.p50, 350);
  assert.equal(delivery?.limitedBy, 'frequency cap');
  assert.equal(forecast(capped, { capShare: 1 }).delivery?.limitedBy, 'available impressions');
});

test('a cap that cannot be applied is noted, not guessed', () => {
  const { delivery, notes } = forecast({ frequencyCap: { impressions: 3, per: 'day' } });
  assert.equal(delivery, undefined);
  assert.ok(notes.some((note) => note.startsWith('The frequency cap is not applied')));
});

test('what is not yet considered is said', () => {
  const { notes } = forecast({
    bidCpm: { amount: 2, currency: 'USD' },
    goal: { impressions: 1_000 },
  });
  assert.ok(notes.some((note) => note.startsWith('Not yet considered: bid, goal.')));
});

test('data that ended days ago are pointed out', () => {
  assert.ok(forecast({}).notes.includes('The data end on 2026-05-31, 5 days ago.'));
});

test('a short history and a far flight lower the confidence', () => {
  const near = { flight: { start: '2026-06-01', end: '2026-06-07' } };
  const far = { flight: { start: '2026-09-01', end: '2026-09-07' } };
  const short = steadyHistory(10, [{ dimensions: [], daily: 1_000 }]);
  assert.equal(forecast(near).confidence, 'high');
  assert.equal(forecast(far).confidence, 'low');
  assert.equal(forecast(near, short).confidence, 'low');
});

test('a wider targeting that falls pulls the narrower one down with it, and is a driver', () => {
  const generalisations = [
    { dimensions: [], impressions: new Float64Array(70).fill(800) },
    { dimensions: ['os'] as const, impressions: new Float64Array(70).fill(1_000) },
  ];
  const { daily, drivers } = forecast({}, { generalisations });
  assert.equal(daily[0]?.impressions.p50, 800);
  assert.deepEqual(drivers, [{ name: 'limit from wider targetings', effect: -0.2 }]);
});
