import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { addDays, clockFor, dayIn, dayRange, daysBetween, isDay, weekday } from './calendar.ts';

const anyDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('only existing days are days', () => {
  assert.ok(isDay('2024-02-29'));
  for (const text of ['2023-02-29', '2024-13-01', '2024-1-1', '', '2024-01-01T00:00:00Z']) {
    assert.ok(!isDay(text), text);
  }
});

test('adding and counting days agree', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
      assert.equal(daysBetween(day, addDays(day, days)), days);
    }),
  );
});

test('a range holds both its ends and nothing when reversed', () => {
  assert.deepEqual(dayRange('2026-02-27', '2026-03-01'), [
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
  assert.deepEqual(dayRange('2026-03-01', '2026-02-27'), []);
});

test('weekdays count from Monday', () => {
  assert.equal(weekday('2026-11-23'), 0);
  assert.equal(weekday('2026-11-22'), 6);
  assert.equal(weekday('1969-12-31'), 2);
});

test('the day of an instant depends on the time zone', () => {
  const instant = new Date('2026-11-22T20:00:00Z');
  assert.equal(dayIn('UTC', instant), '2026-11-22');
  assert.equal(dayIn('Asia/Kolkata', instant), '2026-11-23');
});

test('a clock moved to another day ticks, and says that day', () => {
  const clock = clockFor('2019-06-30', 'UTC');
  assert.equal(dayIn('UTC', clock()), '2019-06-30');
  const first = clock().getTime();
  assert.ok(clock().getTime() >= first);
});
