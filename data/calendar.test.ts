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

test('no day is told that cannot be written', () => {
  assert.equal(addDays('9999-12-30', 1), '9999-12-31');
  assert.throws(() => addDays('9999-12-31', 1), RangeError);
  assert.throws(() => addDays('0000-01-01', -1), RangeError);
});

test('weekdays count from Monday', () => {
  assert.equal(weekday('2026-11-23'), 0);
  assert.equal(weekday('2026-11-22'), 6);
  assert.equal(weekday('1969-12-31'), 2);
  assert.equal(weekday('1969-12-28'), 6);
  assert.equal(weekday('1900-01-01'), 0);
});

test('the day of an instant depends on the time zone', () => {
  const instant = new Date('2026-11-22T20:00:00Z');
  assert.equal(dayIn('UTC', instant), '2026-11-22');
  assert.equal(dayIn('Asia/Kolkata', instant), '2026-11-23');
  assert.equal(dayIn('UTC', new Date('0987-01-02T00:00:00Z')), '0987-01-02');
});

test('a clock moved to another day ticks, and says that day', () => {
  const clock = clockFor('2019-06-30', 'UTC');
  assert.equal(dayIn('UTC', clock()), '2019-06-30');
  const first = clock().getTime();
  assert.ok(clock().getTime() >= first);
});

test('a moved clock says its day also where summer time lies between', () => {
  const moved = (now: string, today: string) =>
    dayIn('Europe/Berlin', clockFor(today, 'Europe/Berlin', () => new Date(now))());
  // 23:30 in winter, and half an hour past midnight in summer.
  assert.equal(moved('2026-01-15T22:30:00Z', '2026-07-01'), '2026-07-01');
  assert.equal(moved('2026-07-15T22:30:00Z', '2026-01-10'), '2026-01-10');
});

test('a clock moved at any moment says its day, in any zone', () => {
  const zones = ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  const instant = fc.date({
    min: new Date('2000-01-01'),
    max: new Date('2090-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, anyDay, (timeZone, now, today) => {
      assert.equal(dayIn(timeZone, clockFor(today, timeZone, () => now)()), today);
    }),
  );
});
