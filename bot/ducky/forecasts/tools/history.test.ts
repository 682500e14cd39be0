import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { addDays, dayRange } from '../../../../data/calendar.ts';
import { historyFact } from './history.ts';

/** Measured days from Monday, 2 November 2026 on. */
const daysOf = (counts: readonly number[]) =>
  dayRange('2026-11-02', addDays('2026-11-02', counts.length - 1)).map((date, index) => ({
    date,
    impressions: counts[index] ?? 0,
    reach: null,
  }));

test('two weeks are told by their level, their weekdays, and one against the other', () => {
  const week = [100, 100, 130, 100, 100, 50, 64];
  const fact = historyFact(daysOf([...week, ...week.map((count) => count * 1.5)]));
  assert.deepEqual(fact, {
    first: '2026-11-02',
    last: '2026-11-15',
    days: 14,
    meanPerDay: 115,
    lastWeekPerDay: 138,
    weekBeforePerDay: 92,
    lastWeekChangePercent: 50,
    weekdays: [
      { name: 'Monday', perDay: 125 },
      { name: 'Tuesday', perDay: 125 },
      { name: 'Wednesday', perDay: 163 },
      { name: 'Thursday', perDay: 125 },
      { name: 'Friday', perDay: 125 },
      { name: 'Saturday', perDay: 63 },
      { name: 'Sunday', perDay: 80 },
    ],
    weekendPerDay: 71,
    mondayToFridayPerDay: 133,
    months: [{ month: '2026-11', days: 14, perDay: 115 }],
    busiestWeekday: { name: 'Wednesday', perDay: 163 },
    quietestWeekday: { name: 'Saturday', perDay: 63 },
    highest: { date: '2026-11-11', impressions: 195 },
    lowest: { date: '2026-11-07', impressions: 50 },
    latest: { date: '2026-11-15', impressions: 96 },
  });
});

test('a month has the mean of its measured days', () => {
  const fact = historyFact(daysOf([...Array(29).fill(10), ...Array(2).fill(40)]));
  assert.deepEqual(fact?.months, [
    { month: '2026-11', days: 29, perDay: 10 },
    { month: '2026-12', days: 2, perDay: 40 },
  ]);
});

test('less than two weeks cannot be compared, and no day says nothing', () => {
  const { lastWeekPerDay, weekBeforePerDay, lastWeekChangePercent } =
    historyFact(daysOf(Array(13).fill(5))) ?? {};
  assert.deepEqual([lastWeekPerDay, weekBeforePerDay, lastWeekChangePercent], [5, null, null]);
  const friday = historyFact(daysOf(Array(5).fill(5)));
  assert.deepEqual([friday?.lastWeekPerDay, friday?.weekendPerDay], [null, null]);
  assert.equal(historyFact([]), undefined);
});

test('the mean lies between the extremes, and so do the weekdays', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e6), { minLength: 1, maxLength: 60 }), (counts) => {
      const fact = historyFact(daysOf(counts));
      assert.ok(fact);
      const { lowest, highest, meanPerDay, quietestWeekday, busiestWeekday } = fact;
      assert.equal(lowest.impressions, Math.min(...counts));
      assert.equal(highest.impressions, Math.max(...counts));
      for (const value of [meanPerDay, quietestWeekday.perDay, busiestWeekday.perDay]) {
        assert.ok(lowest.impressions <= value && value <= highest.impressions);
      }
      assert.ok(quietestWeekday.perDay <= busiestWeekday.perDay);
    }),
  );
});
