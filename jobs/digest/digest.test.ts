import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { addDays, type Day, dayRange } from '../../data/calendar.ts';
import { currentOutline } from '../../data/clickhouse/queries/history-outline.ts';
import type { Forecast } from '../../data/forecast.ts';
import { recordGeneratedHistory } from '../../data/generate/generated-history.ts';
import { readDefaultProfile } from '../../data/generate/profile.ts';
import { inTransaction } from '../../data/postgres/client.ts';
import { storeUnrequestedForecast } from '../../data/postgres/forecasts.ts';
import { acceptDigest, findDigest } from '../../data/postgres/plans/digests.ts';
import { type PlanToSave, savePlan } from '../../data/postgres/plans/plans.ts';
import { subscribe } from '../../data/postgres/plans/subscriptions.ts';
import { openServingModel } from '../models.ts';
import { recoverLostJobs } from '../reconcile/recover-lost-jobs.ts';
import { promoteTestModel } from '../testing/model.ts';
import { openTestQueues } from '../testing/queues.ts';
import { NOW, openTestHistory, openTestPostgres } from '../testing/stores.ts';
import { digestRules } from './digest.ts';
import { judgeGoal } from './digest-risks.ts';
import { digestsRules } from './digests.ts';
import { OWED_DIGESTS } from './owed-digests.ts';

const WAIT_MS = 30_000;
const log = pino({ level: 'silent' });
const CHANNEL = { teamId: 'T1', channel: 'C1' };
const DAY_MS = 86_400_000;

/** 400 requests a day, as every day. */
const PHONES: PlanToSave = {
  ...CHANNEL,
  savedBy: 'UALICE',
  name: 'Phones',
  status: 'draft',
  plan: {
    targeting: { deviceType: { include: ['phone'] } },
    flight: { start: '2026-11-25', end: '2026-12-06' },
  },
};

interface DigestsOptions {
  isGenerated?: boolean;
  days?: number;
}

/** Digest workers on real servers, with a steady history through yesterday. */
async function openDigests(
  t: TestContext,
  { isGenerated = false, days = 42 }: DigestsOptions = {},
) {
  const { url, pool } = await openTestPostgres(t);
  const lastDay = '2026-11-28';
  const { client: clickhouse } = await openTestHistory(t, { days, lastDay });
  if (isGenerated) {
    const span = { first: addDays(lastDay, 1 - days), last: lastDay };
    const profile = await readDefaultProfile();
    await recordGeneratedHistory(clickhouse, { seed: 1, rowsPerDay: 600, profile, span });
  }
  await promoteTestModel(pool, NOW);
  const queues = await openTestQueues(t, { databaseUrl: url, prefix: 'test', log });
  const clock = { now: NOW };
  const base = { pool, queues, clickhouse, clock: () => clock.now, timeZone: 'UTC', log };
  const readOutline = currentOutline(clickhouse);
  const services = { ...base, readOutline, serving: openServingModel(pool) };
  await queues.startWorker('digest', { processor: digestRules(services), concurrency: 2 });
  await queues.startWorker('digests', { processor: digestsRules(services), concurrency: 1 });
  const time = { weekday: 'mon', localTime: '09:00', timeZone: 'UTC' } as const;
  await subscribe(pool, { ...CHANNEL, createdBy: 'UALICE', ...time }, NOW);
  /** Makes the channel's digest now. */
  const makeDigest = async () => {
    const digestId = await acceptDigest(pool, { ...CHANNEL, requestedBy: 'UBOB' }, clock.now);
    assert.ok(digestId);
    const job = { name: 'digest', digestId } as const;
    await queues.add(job);
    await queues.waitFor(job, WAIT_MS).catch(() => {});
    assert.equal(await queues.state({ name: 'tell-digest', digestId }), 'live');
    return findDigest(pool, digestId);
  };
  const firstPlan = async () => {
    const digest = await makeDigest();
    const plan = digest?.result?.plans[0];
    assert.ok(plan, digest?.failure ?? 'no plan');
    return plan;
  };
  const save = (change: Partial<PlanToSave> = {}) => savePlan(pool, { ...PHONES, ...change }, NOW);
  const reviveDigests = () => recoverLostJobs(base, OWED_DIGESTS);
  return { pool, clickhouse, queues, clock, save, makeDigest, firstPlan, reviveDigests };
}

test('a digest forecasts each plan for the seven days after today, a booked one within its flight', async (t) => {
  const { save, makeDigest } = await openDigests(t);
  await save();
  await save({ name: 'Booked', status: 'booked' });
  await save({ name: 'Flown', status: 'booked', plan: { ...PHONES.plan, flight: FLOWN } });
  await save({ name: 'Misspelt', plan: { ...PHONES.plan, targeting: MISSPELT } });
  const result = (await makeDigest())?.result;
  assert.deepEqual(result?.week, { start: '2026-11-23', end: '2026-11-29' });
  assert.equal(result?.dataThrough, '2026-11-21');
  const [booked, flown, misspelt, phones] = result?.plans ?? [];
  assert.ok(booked?.next.kind === 'forecast');
  assert.deepEqual(booked.next.days, { start: '2026-11-25', end: '2026-11-29' });
  assert.deepEqual(flown?.next, { kind: 'not on' });
  assert.deepEqual(flown?.risks, [{ kind: 'flight over', end: FLOWN.end }]);
  assert.equal(misspelt?.next.kind, 'refused');
  assert.ok(phones?.next.kind === 'forecast');
  assert.deepEqual(phones.next.days, result?.week);
  assert.ok(Math.abs(phones.next.impressions.p50 / (7 * 400) - 1) < 0.05);
  assert.deepEqual([phones.risks, phones.lookBack], [[], null]);
});

const FLOWN = { start: '2026-11-01', end: '2026-11-22' };
const MISSPELT = { os: { include: ['iso'] } };

test('a week later, a digest says how its forecast did', async (t) => {
  const { pool, clock, save, firstPlan } = await openDigests(t);
  await save();
  const first = await firstPlan();
  clock.now = new Date(NOW.getTime() + 7 * DAY_MS);
  const { lookBack } = await firstPlan();
  assert.ok(first.next.kind === 'forecast' && lookBack);
  assert.deepEqual(lookBack.days, { start: '2026-11-23', end: '2026-11-28' });
  assert.equal(lookBack.actual, 6 * 400);
  assert.ok(Math.abs(lookBack.expected / lookBack.actual - 1) < 0.05);
  assert.deepEqual([lookBack.heldDays, lookBack.comparedDays], [6, 6]);
  assert.ok(lookBack.change !== null && Math.abs(lookBack.change) < 0.05);
  assert.equal(lookBack.isBackFilled, false);
  const { rows } = await pool.query('select source from forecast');
  assert.deepEqual(rows, [{ source: 'digest' }, { source: 'digest' }]);
});

test('of a longer forecast, only last week is what next week is compared with', async (t) => {
  const { pool, save, firstPlan } = await openDigests(t);
  await save();
  const forecast = forecastOf([
    ...dayRange('2026-11-16', '2026-11-22').map((date) => ({ date, p50: 400 })),
    ...dayRange('2026-11-23', '2026-12-06').map((date) => ({ date, p50: 9_000 })),
  ]);
  const made = { source: 'digest', teamId: 'T1', forecast, historyOrigin: 'observed' } as const;
  await inTransaction(pool, (client) => storeUnrequestedForecast(client, made));
  const { lookBack } = await firstPlan();
  assert.deepEqual([lookBack?.heldDays, lookBack?.comparedDays], [6, 6]);
  assert.ok(lookBack?.change != null && Math.abs(lookBack.change) < 0.05, `${lookBack?.change}`);
});

/** A forecast of the phones, made a week ago. */
function forecastOf(days: readonly { date: Day; p50: number }[]): Forecast {
  const range = (p50: number) => ({ p10: p50 * 0.9, p50, p90: p50 * 1.1 });
  const daily = days.map(({ date, p50 }) => ({ date, impressions: range(p50), reach: null }));
  return {
    id: randomUUID(),
    plan: PHONES.plan,
    generatedAt: '2026-11-15T10:00:00.000Z',
    dataThrough: '2026-11-14',
    model: { version: 'v', method: 'm' },
    daily,
    total: { impressions: range(1), reach: null, averageFrequency: null },
    ...{ frequency: [], history: [], drivers: [], confidence: 'low', notes: [] },
  };
}

test('in a generated history the forecast of a week ago is made up for, once, and said to be', async (t) => {
  const { pool, clickhouse, save, clock, firstPlan } = await openDigests(t, { isGenerated: true });
  const profile = await readDefaultProfile();
  await save();
  const { lookBack } = await firstPlan();
  assert.equal(lookBack?.isBackFilled, true);
  assert.equal(lookBack?.comparedDays, 6);
  const backFilled = async () =>
    (
      await pool.query(
        `select generated_at, data_through::text from forecast where source = 'backtest'`,
      )
    ).rows;
  const expected = [{ generated_at: NOW, data_through: '2026-11-14' }];
  assert.deepEqual(await backFilled(), expected);
  clock.now = new Date(NOW.getTime() + 60_000);
  assert.equal((await firstPlan()).lookBack?.isBackFilled, true);
  assert.deepEqual(await backFilled(), expected);
  const span = { first: '2026-10-18', last: '2026-11-28' };
  await recordGeneratedHistory(clickhouse, { seed: 2, rowsPerDay: 600, profile, span });
  clock.now = new Date(NOW.getTime() + 120_000);
  await firstPlan();
  assert.equal((await backFilled()).length, 2, 'what was forecast of another history says nothing');
});

test('a made-up forecast knows nothing of what came after it', async (t) => {
  const short = await openDigests(t, { isGenerated: true, days: 14 });
  await short.save();
  // The history began a week ago: nothing could have been forecast then.
  assert.equal((await short.firstPlan()).lookBack, null);
});

test('plans at risk are told, and why', async (t) => {
  const { save, makeDigest } = await openDigests(t);
  // Four days came, at 400 each; eight are to come.
  const flight = { start: '2026-11-18', end: '2026-11-29' };
  const bookWithGoal = (name: string, impressions: number) =>
    save({ name, status: 'booked', plan: { ...PHONES.plan, flight, goal: { impressions } } });
  await bookWithGoal('a: met', 4_000);
  await bookWithGoal('b: far', 9_000);
  await save({ name: 'c: late', plan: { ...PHONES.plan, flight } });
  const risks = (await makeDigest())?.result?.plans.map((plan) => plan.risks) ?? [];
  const kinds = risks.map((ofPlan) => ofPlan.map(({ kind }) => kind));
  assert.deepEqual(kinds, [[], ['goal out of reach'], ['draft is late']]);
  const far = risks[1]?.[0];
  assert.ok(far?.kind === 'goal out of reach' && Math.abs(far.likely / 4_800 - 1) < 0.05);
});

test('a goal is held against what a cap lets through, of what came as of what is to come', async (t) => {
  const { save, makeDigest } = await openDigests(t);
  const flight = { start: '2026-11-18', end: '2026-11-29' };
  const once = { impressions: 1, per: 'flight' } as const;
  const terms = { goal: { impressions: 100_000 }, frequencyCap: once };
  await save({ status: 'booked', plan: { ...PHONES.plan, flight, ...terms } });
  const [risk] = (await makeDigest())?.result?.plans[0]?.risks ?? [];
  // 4,800 requests of 900 users: of what came, as of what is to come, little more than a quarter.
  assert.ok(risk?.kind === 'goal out of reach' && risk.likely < 1_400, JSON.stringify(risk));
});

test('a goal that is only met at best is at risk', () => {
  const verdict = (goal: number) => judgeGoal({ goal, likely: 100, best: 120 })[0]?.kind;
  assert.deepEqual([100, 101, 120, 121].map(verdict), [
    undefined,
    'goal at risk',
    'goal at risk',
    'goal out of reach',
  ]);
});

test('a plan that had many more requests last week than it is to have is falling', async (t) => {
  const { clickhouse, save, firstPlan } = await openDigests(t);
  await save();
  await clickhouse.command({
    query: `
      INSERT INTO request (date, hour, country, deviceType, os, user)
      SELECT addDays(toDate('2026-11-15'), number % 7), 1, 'IN', 'phone', 'ios', number + 1
      FROM numbers(14000)`,
  });
  const [risk] = (await firstPlan()).risks;
  assert.ok(risk?.kind === 'falling' && risk.change < -0.2, JSON.stringify(risk));
});

test('a channel without plans gets an empty digest, one without data a failure in words', async (t) => {
  const { clock, save, makeDigest } = await openDigests(t, { days: 0 });
  assert.deepEqual((await makeDigest())?.result?.plans, []);
  await save();
  clock.now = new Date(NOW.getTime() + 60_000);
  assert.match((await makeDigest())?.failure ?? '', /There are no data yet/);
});

test('due digests are begun, and one that lost its job is revived within seconds', async (t) => {
  const { pool, queues, clock, save, reviveDigests } = await openDigests(t);
  await save();
  clock.now = new Date('2026-11-23T09:00:30Z');
  await queues.add({ name: 'digests' });
  await queues.waitFor({ name: 'digests' }, WAIT_MS);
  const [{ id: digestId }] = (await pool.query('select id from digest')).rows;
  await queues.waitFor({ name: 'digest', digestId }, WAIT_MS);
  assert.equal((await findDigest(pool, digestId))?.status, 'made');

  const lost = await acceptDigest(pool, { ...CHANNEL, requestedBy: 'UBOB' }, clock.now);
  clock.now = new Date(clock.now.getTime() + 6_000);
  await reviveDigests();
  await queues.waitFor({ name: 'digest', digestId: lost ?? '' }, WAIT_MS);
  assert.equal((await findDigest(pool, lost ?? ''))?.status, 'made');
  assert.equal((await pool.query('select from digest')).rowCount, 2);
});
