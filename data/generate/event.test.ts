import assert from 'node:assert/strict';
import { test } from 'node:test';

import { allows, eventSchema, isOn } from './event.ts';

const event = (dates: { from?: string; to?: string }) =>
  eventSchema.parse({ name: 'x', factor: 2, ...dates });

const CASES: [dates: { from?: string; to?: string }, day: string, on: boolean][] = [
  [{ from: '2026-03-01', to: '2026-03-02' }, '2026-03-02', true],
  [{ from: '2026-03-01', to: '2026-03-02' }, '2026-03-03', false],
  [{ from: '2026-03-01' }, '2031-01-01', true],
  [{ to: '2026-03-01' }, '2026-03-02', false],
  [{}, '2026-03-02', true],
  [{ from: '08-15', to: '08-15' }, '2019-08-15', true],
  [{ from: '12-24', to: '01-02' }, '2027-01-01', true],
  [{ from: '12-24', to: '01-02' }, '2027-01-03', false],
];

for (const [dates, day, on] of CASES) {
  test(`an event from ${dates.from} to ${dates.to} is ${on ? 'on' : 'over'} on ${day}`, () => {
    assert.equal(isOn(day, event(dates)), on);
  });
}

test('dates that make no event are refused', () => {
  for (const dates of [
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '02-30', to: '03-01' },
    { from: '03-01', to: '2026-03-02' },
    { from: '03-01' },
  ]) {
    assert.equal(eventSchema.safeParse({ name: 'x', factor: 2, ...dates }).success, false);
  }
});

test('a match asks for all its dimensions, and for one value of each', () => {
  const match = { country: ['IN', 'US'], os: ['ios'] };
  assert.ok(allows(match, { country: 'US', os: 'ios' }));
  assert.ok(!allows(match, { country: 'DE', os: 'ios' }));
  assert.ok(!allows(match, { country: 'IN', os: 'android' }));
  assert.ok(allows({}, { country: 'IN' }));
});
