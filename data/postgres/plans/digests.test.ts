import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';

import type pg from 'pg';

import type { DigestResult } from '../../digest.ts';
import type { Forecast } from '../../forecast.ts';
import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import {
  acceptDigest,
  claimDueDigests,
  findDigest,
  finishDigest,
  markDigestReported,
  owedDigests,
  setDigestMessage,
} from './digests.ts';
import { findSubscription, pauseSubscription, subscribe, unsubscribe } from './subscriptions.ts';

const SUNDAY = new Date('2026-11-22T10:00:00Z');
const MONDAY_NINE = new Date('2026-11-23T08:00:00Z');
const WEEKS_LATER = new Date('2026-12-16T10:00:00Z');
const CHANNEL = { teamId: 'T1', channel: 'C1' };

const RESULT: DigestResult = {
  week: { start: '2026-11-24', end: '2026-11-30' },
  dataThrough: '2026-11-22',
  historyOrigin: 'generated',
  plans: [],
};

/** A database with a digest on Mondays at nine in Berlin. */
async function openDigests(t: TestContext): Promise<pg.Pool> {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  await subscribeChannel(pool, 'C1');
  return pool;
}

async function subscribeChannel(pool: pg.Pool, channel: string): Promise<void> {
  const time = { weekday: 'mon', localTime: '09:00', timeZone: 'Europe/Berlin' } as const;
  await subscribe(pool, { teamId: 'T1', channel, createdBy: 'UALICE', ...time }, SUNDAY);
}

async function countDigests(pool: pg.Pool): Promise<number> {
  return (await pool.query('select from digest')).rowCount ?? 0;
}

test('a digest is due when its time has come, and then a week later', async (t) => {
  const pool = await openDigests(t);
  assert.deepEqual(await claimDueDigests(pool, new Date(MONDAY_NINE.getTime() - 1)), []);
  const [id = ''] = await claimDueDigests(pool, MONDAY_NINE);
  const digest = await findDigest(pool, id);
  assert.deepEqual(
    [digest?.teamId, digest?.channel, digest?.dueAt, digest?.requestedBy, digest?.status],
    ['T1', 'C1', MONDAY_NINE, null, 'accepted'],
  );
  const subscription = await findSubscription(pool, CHANNEL);
  assert.deepEqual(subscription?.lastRunAt, MONDAY_NINE);
  assert.deepEqual(subscription?.nextRunAt, new Date('2026-11-30T08:00:00Z'));
  assert.deepEqual(await claimDueDigests(pool, MONDAY_NINE), []);
});

test('runs that were missed for weeks are one run', async (t) => {
  const pool = await openDigests(t);
  assert.equal((await claimDueDigests(pool, WEEKS_LATER)).length, 1);
  assert.deepEqual(await claimDueDigests(pool, WEEKS_LATER), []);
  const subscription = await findSubscription(pool, CHANNEL);
  assert.deepEqual(subscription?.nextRunAt, new Date('2026-12-21T08:00:00Z'));
});

test('any number of processes that look at once find each due digest once', async (t) => {
  const pool = await openDigests(t);
  for (let n = 2; n <= 8; n += 1) await subscribeChannel(pool, `C${n}`);
  const claims = Array.from({ length: 6 }, () => claimDueDigests(pool, MONDAY_NINE));
  const ids = (await Promise.all(claims)).flat();
  assert.deepEqual([new Set(ids).size, ids.length, await countDigests(pool)], [8, 8, 8]);
});

test('a paused or ended digest is never due', async (t) => {
  const pool = await openDigests(t);
  await pauseSubscription(pool, CHANNEL, SUNDAY);
  assert.deepEqual(await claimDueDigests(pool, WEEKS_LATER), []);
  await unsubscribe(pool, CHANNEL);
  assert.deepEqual(await claimDueDigests(pool, WEEKS_LATER), []);
});

test('out of turn, a channel has one digest under way at a time', async (t) => {
  const pool = await openDigests(t);
  const ask = () => acceptDigest(pool, { ...CHANNEL, requestedBy: 'UBOB' }, SUNDAY);
  const asked = await Promise.all([ask(), ask(), ask()]);
  const [id = '', ...others] = asked.filter((each) => each !== undefined);
  assert.deepEqual(others, []);
  assert.equal((await findDigest(pool, id))?.requestedBy, 'UBOB');
  await finishDigest(pool, id, { status: 'failed', failure: 'No.', at: SUNDAY });
  assert.equal(await acceptDigest(pool, { ...CHANNEL, requestedBy: 'UBOB' }, SUNDAY), undefined);
  assert.ok(await acceptDigest(pool, { ...CHANNEL, requestedBy: 'UBOB' }, MONDAY_NINE));
});

test('a channel without a digest cannot have one out of turn', async (t) => {
  const pool = await openDigests(t);
  const elsewhere = { ...CHANNEL, channel: 'C2', requestedBy: 'UBOB' };
  assert.equal(await acceptDigest(pool, elsewhere, SUNDAY), undefined);
});

test('the first outcome of a digest wins, with its forecasts', async (t) => {
  const pool = await openDigests(t);
  const [id = ''] = await claimDueDigests(pool, MONDAY_NINE);
  const made = (source: 'digest' | 'backtest') => ({
    source,
    teamId: 'T1',
    forecast: forecastOfOneDay(),
    historyOrigin: 'generated' as const,
  });
  const forecasts = [made('digest'), made('backtest')];
  const at = MONDAY_NINE;
  await finishDigest(pool, id, { status: 'made', result: RESULT, forecasts, at });
  await finishDigest(pool, id, { status: 'made', result: RESULT, forecasts: [made('digest')], at });
  await finishDigest(pool, id, { status: 'failed', failure: 'Too late.', at });
  const digest = await findDigest(pool, id);
  assert.deepEqual([digest?.status, digest?.result], ['made', RESULT]);
  const { rows } = await pool.query('select source, team_id from forecast order by source');
  assert.deepEqual(rows, [
    { source: 'backtest', team_id: 'T1' },
    { source: 'digest', team_id: 'T1' },
  ]);
});

test('a digest is owed until its channel was told, for a day', async (t) => {
  const pool = await openDigests(t);
  const [id = ''] = await claimDueDigests(pool, MONDAY_NINE);
  const later = (minutes: number) => new Date(MONDAY_NINE.getTime() + minutes * 60_000);
  const owed = () => owedDigests(pool, { createdBefore: later(1), endedAfter: later(0) });
  assert.deepEqual(await owed(), { open: [id], untold: [] });
  await finishDigest(pool, id, { status: 'failed', failure: 'No.', at: later(1) });
  assert.deepEqual(await owed(), { open: [], untold: [id] });
  const nextDay = { createdBefore: later(9), endedAfter: later(2) };
  assert.deepEqual(await owedDigests(pool, nextDay), { open: [], untold: [] });
  await setDigestMessage(pool, id, '1.1');
  await markDigestReported(pool, id, later(2));
  assert.deepEqual(await owed(), { open: [], untold: [] });
  assert.equal((await findDigest(pool, id))?.messageTs, '1.1');
});

test('what is under way outlives the subscription', async (t) => {
  const pool = await openDigests(t);
  const [id = ''] = await claimDueDigests(pool, MONDAY_NINE);
  await unsubscribe(pool, CHANNEL);
  assert.equal((await findDigest(pool, id))?.channel, 'C1');
});

function forecastOfOneDay(): Forecast {
  const impressions = { p10: 1, p50: 2, p90: 3 };
  return {
    id: randomUUID(),
    plan: { targeting: {}, flight: { start: '2026-11-24', end: '2026-11-24' } },
    generatedAt: '2026-11-23T08:00:00.000Z',
    dataThrough: '2026-11-22',
    model: { version: 'v', method: 'm' },
    daily: [{ date: '2026-11-24', impressions, reach: null }],
    total: { impressions, reach: null, averageFrequency: null },
    frequency: [],
    history: [],
    drivers: [],
    confidence: 'low',
    notes: [],
  };
}
