import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import fc from 'fast-check';
import type pg from 'pg';

import { WEEK } from '../../dimensions.ts';
import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import {
  findSubscription,
  pauseSubscription,
  resumeSubscription,
  subscribe,
  unsubscribe,
  type WeeklyTime,
} from './subscriptions.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const CHANNEL = { teamId: 'T1', channel: 'C1' };
const MONDAYS: WeeklyTime = { weekday: 'mon', localTime: '09:00', timeZone: 'Europe/Berlin' };

async function openSubscriptions(t: TestContext): Promise<pg.Pool> {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  return pool;
}

async function nextRun(db: pg.Pool, time: WeeklyTime, now: Date): Promise<Date> {
  await unsubscribe(db, CHANNEL);
  const wanted = { ...CHANNEL, ...time, createdBy: 'UALICE' };
  const { nextRunAt } = (await subscribe(db, wanted, now)).subscription;
  return nextRunAt as Date;
}

test('a channel has one digest, which another time replaces', async (t) => {
  const db = await openSubscriptions(t);
  const wanted = { ...CHANNEL, ...MONDAYS, createdBy: 'UALICE' };
  const first = await subscribe(db, wanted, NOW);
  assert.equal(first.isNew, true);
  assert.deepEqual(first.subscription.nextRunAt, new Date('2026-11-23T08:00:00Z'));
  const changed = { ...wanted, localTime: '17:30', createdBy: 'UBOB' };
  const second = await subscribe(db, changed, NOW);
  assert.equal(second.isNew, false);
  assert.equal(second.subscription.createdBy, 'UALICE');
  assert.deepEqual(second.subscription.nextRunAt, new Date('2026-11-23T16:30:00Z'));
  assert.deepEqual(await findSubscription(db, CHANNEL), second.subscription);
  assert.equal(await findSubscription(db, { ...CHANNEL, teamId: undefined }), undefined);
});

test('a paused digest has no next run until it goes on', async (t) => {
  const db = await openSubscriptions(t);
  await nextRun(db, MONDAYS, NOW);
  const paused = await pauseSubscription(db, CHANNEL, NOW);
  assert.deepEqual([paused?.pausedAt, paused?.nextRunAt], [NOW, null]);
  const weeksLater = new Date('2026-12-16T10:00:00Z');
  const again = await pauseSubscription(db, CHANNEL, weeksLater);
  assert.deepEqual(again?.pausedAt, NOW);
  const resumed = await resumeSubscription(db, CHANNEL, weeksLater);
  assert.deepEqual(
    [resumed?.pausedAt, resumed?.nextRunAt],
    [null, new Date('2026-12-21T08:00:00Z')],
  );
});

test('editing a paused digest lets it go on', async (t) => {
  const db = await openSubscriptions(t);
  await nextRun(db, MONDAYS, NOW);
  await pauseSubscription(db, CHANNEL, NOW);
  const wanted = { ...CHANNEL, ...MONDAYS, createdBy: 'UALICE' };
  assert.equal((await subscribe(db, wanted, NOW)).subscription.pausedAt, null);
});

test('what a channel does not have can neither be paused, resumed nor ended', async (t) => {
  const db = await openSubscriptions(t);
  assert.equal(await pauseSubscription(db, CHANNEL, NOW), undefined);
  assert.equal(await resumeSubscription(db, CHANNEL, NOW), undefined);
  assert.equal(await unsubscribe(db, CHANNEL), false);
});

const DAYLIGHT_SAVING: [string, WeeklyTime, string, string][] = [
  [
    'the hour that Berlin skips in March is an hour later',
    { weekday: 'sun', localTime: '02:30', timeZone: 'Europe/Berlin' },
    '2026-03-28T12:00:00Z',
    '2026-03-29T01:30:00Z',
  ],
  [
    'the hour that Berlin has twice in October is the second',
    { weekday: 'sun', localTime: '02:30', timeZone: 'Europe/Berlin' },
    '2026-10-24T12:00:00Z',
    '2026-10-25T01:30:00Z',
  ],
  [
    'and it comes once',
    { weekday: 'sun', localTime: '02:30', timeZone: 'Europe/Berlin' },
    '2026-10-25T01:30:00Z',
    '2026-11-01T01:30:00Z',
  ],
  [
    'nine in Berlin is an hour earlier in summer',
    MONDAYS,
    '2026-03-28T12:00:00Z',
    '2026-03-30T07:00:00Z',
  ],
  [
    'nine in New York is an hour later in winter',
    { weekday: 'mon', localTime: '09:00', timeZone: 'America/New_York' },
    '2026-10-31T12:00:00Z',
    '2026-11-02T14:00:00Z',
  ],
  [
    'the hour that New York skips in March is an hour later',
    { weekday: 'sun', localTime: '02:00', timeZone: 'America/New_York' },
    '2026-03-07T12:00:00Z',
    '2026-03-08T07:00:00Z',
  ],
  [
    'India keeps half an hour and no summer time',
    { weekday: 'mon', localTime: '09:30', timeZone: 'Asia/Kolkata' },
    '2026-03-29T12:00:00Z',
    '2026-03-30T04:00:00Z',
  ],
  [
    'a day that is over elsewhere has begun in Auckland',
    { weekday: 'mon', localTime: '00:15', timeZone: 'Pacific/Auckland' },
    '2026-11-22T10:00:00Z',
    '2026-11-22T11:15:00Z',
  ],
];

test('a digest keeps the clock of its zone over daylight-saving changes', async (t) => {
  const db = await openSubscriptions(t);
  for (const [name, time, now, expected] of DAYLIGHT_SAVING) {
    const next = await nextRun(db, time, new Date(now));
    assert.equal(next.toISOString(), new Date(expected).toISOString(), name);
  }
});

const STEP_MS = 15 * 60_000;
const WEEK_STEPS = 7 * 24 * 4 + 8;

/** What a clock in the zone shows: `Sun 02:30 2026-03-29`. */
function wallClock(timeZone: string): (moment: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (moment) => format.format(moment).toLowerCase().replace(',', '').replace(/\s+/, ' ');
}

/** Every quarter of an hour in the week and more after `now` at which the clock shows the time. */
function momentsShown({ weekday, localTime, timeZone }: WeeklyTime, now: number): number[] {
  const shown = wallClock(timeZone);
  const steps = Array.from({ length: WEEK_STEPS }, (_, step) => now + (step + 1) * STEP_MS);
  return steps.filter((moment) => shown(moment) === `${weekday} ${localTime}`);
}

const HOUR_MS = 3_600_000;

test('the next run is the first time that the clock shows it, looked up quarter by quarter', async (t) => {
  const db = await openSubscriptions(t);
  const quarters = fc.integer({ min: 0, max: 95 });
  const time = fc.record({
    weekday: fc.constantFrom(...WEEK),
    localTime: quarters.map(
      (n) => `${`${Math.floor(n / 4)}`.padStart(2, '0')}:${`${(n % 4) * 15}`.padStart(2, '0')}`,
    ),
    timeZone: fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/Santiago',
      'Pacific/Chatham',
      'UTC',
    ),
  });
  const from = Date.parse('2024-01-01T00:00:00Z') / STEP_MS;
  const now = fc.integer({ min: from, max: from + 6 * 366 * 96 }).map((n) => n * STEP_MS);
  const check = async (wanted: WeeklyTime, at: number) => {
    const next = (await nextRun(db, wanted, new Date(at))).getTime();
    const [first, second = Number.NaN] = momentsShown(wanted, at);
    if (next === first) return;
    // Shown twice, half an hour or an hour apart; or skipped, and then later that day.
    if (next === second) return assert.ok(second - (first ?? 0) <= HOUR_MS);
    const shown = wallClock(wanted.timeZone)(next);
    assert.ok(shown > `${wanted.weekday} ${wanted.localTime}`, shown);
    assert.ok(
      wallClock(wanted.timeZone)(next - HOUR_MS - 1) < `${wanted.weekday} ${wanted.localTime}`,
    );
    assert.ok(first === undefined || first > next);
  };
  await fc.assert(fc.asyncProperty(time, now, check), { numRuns: 120 });
});
