import assert from 'node:assert/strict';
import { test } from 'node:test';

import { everyWeek, momentIn } from './schedule.ts';
import { knownTimeZone, timeZones } from './time-zones.ts';

test('a weekly time and its next moment read as on the clock of the zone', () => {
  const time = { weekday: 'mon', localTime: '09:30', timeZone: 'Asia/Kolkata' } as const;
  assert.equal(everyWeek(time), 'Mondays at 09:30 (Asia/Kolkata)');
  assert.equal(momentIn('Asia/Kolkata', new Date('2026-11-23T04:00:00Z')), 'Mon 23 Nov at 09:30');
  assert.equal(momentIn('UTC', new Date('2026-09-07T00:05:00Z')), 'Mon 7 Sep at 00:05');
});

test('zones have the names they have today, once', () => {
  const zones = timeZones();
  assert.equal(new Set(zones).size, zones.length);
  for (const name of ['Asia/Kolkata', 'Europe/Kyiv', 'UTC']) assert.ok(zones.includes(name), name);
  assert.equal(zones.includes('Asia/Calcutta'), false);
});

test('a zone that nobody knows is UTC', () => {
  const names = ['Asia/Calcutta', 'Etc/UTC', 'Europe/Berlin', 'Mars/Olympus', undefined];
  const known = ['Asia/Kolkata', 'UTC', 'Europe/Berlin', 'UTC', 'UTC'];
  assert.deepEqual(names.map(knownTimeZone), known);
});
