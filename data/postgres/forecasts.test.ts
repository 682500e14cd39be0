import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type pg from 'pg';

import type { Forecast, ForecastResult } from '../forecast.ts';
import { planHash } from '../plan.ts';
import { testPostgres } from '../testing/databases.ts';
import { migratePostgres } from './migrate.ts';
import { acceptRequest, findRequest, finishRequest } from './requests/requests.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const PLAN = {
  targeting: { os: { include: ['ios'] } },
  flight: { start: '2026-11-23', end: '2026-11-24' },
};
const REFUSED = { refused: { reason: 'Too few requests.', needed: 'A wider targeting.' } };

const range = (p10: number, p50: number, p90: number) => ({ p10, p50, p90 });

/** Two days of a forecast, with a reach on the first only. */
const FORECAST: Forecast = {
  id: 'as it was told',
  plan: PLAN,
  generatedAt: '2026-11-22T10:00:00.000Z',
  dataThrough: '2026-11-21',
  model: { version: '2026-11-22', method: 'xgboost' },
  daily: [
    { date: '2026-11-23', impressions: range(0.1, 1 / 3, 1e15), reach: range(0, 0.25, 0.5) },
    { date: '2026-11-24', impressions: range(2, 2, 2), reach: null },
  ],
  total: { impressions: range(3, 4, 5), reach: null, averageFrequency: 1.5 },
  frequency: [],
  history: [],
  drivers: [],
  confidence: 'low',
  notes: [],
};

async function openForecasts(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const accept = async () => (await acceptRequest(pool, ASKED, NOW)).request.id;
  const answer = (id: string, result: ForecastResult) =>
    finishRequest(pool, id, { status: 'answered', result, historyOrigin: 'mixed', at: NOW });
  return { pool, accept, answer };
}

const ASKED = {
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  teamId: 'T1',
  text: 'iOS',
  plan: PLAN,
  assumptions: [],
  destination: { channel: 'C1' },
} as const;

async function storedDays(pool: pg.Pool, id: string): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select date::text, impressions_p10, impressions_p50, impressions_p90,
       reach_p10, reach_p50, reach_p90
     from forecast_day where forecast_id = $1 order by date`,
    [id],
  );
  return rows.map((row) => Object.values(row));
}

const DAYS = [
  ['2026-11-23', 0.1, 1 / 3, 1e15, 0, 0.25, 0.5],
  ['2026-11-24', 2, 2, 2, null, null, null],
];

test('an answered request has its forecast and its days, to the last digit', async (t) => {
  const { pool, accept, answer } = await openForecasts(t);
  const id = await accept();
  await answer(id, FORECAST);
  const { rows } = await pool.query(
    `select source, team_id, plan, plan_hash, generated_at, data_through::text, model_version,
       method, history_origin, impressions_p10, impressions_p50, impressions_p90, reach_p50,
       average_frequency
     from forecast where id = $1`,
    [id],
  );
  const expected = [
    ...['request', 'T1', PLAN, planHash(PLAN), NOW, '2026-11-21', '2026-11-22', 'xgboost', 'mixed'],
    ...[3, 4, 5, null, 1.5],
  ];
  assert.deepEqual(Object.values(rows[0]), expected);
  assert.deepEqual(await storedDays(pool, id), DAYS);
});

test('a refusal, a failure and a repeated outcome store no forecast', async (t) => {
  const { pool, accept, answer } = await openForecasts(t);
  await answer(await accept(), REFUSED);
  const failed = await accept();
  await finishRequest(pool, failed, { status: 'failed', failure: 'No.', at: NOW });
  assert.equal(await answer(failed, FORECAST), false);
  assert.equal((await pool.query('select 1 from forecast')).rowCount, 0);
});

test('of two answers at once, one is stored with its forecast', async (t) => {
  const { pool, accept, answer } = await openForecasts(t);
  const id = await accept();
  const won = await Promise.all([answer(id, FORECAST), answer(id, FORECAST)]);
  assert.deepEqual(won.sort(), [false, true]);
  assert.deepEqual(await storedDays(pool, id), DAYS);
});

test('an answer whose figures cannot be stored leaves its request open', async (t) => {
  const { pool, accept, answer } = await openForecasts(t);
  const id = await accept();
  const twice = [...FORECAST.daily, ...FORECAST.daily];
  await assert.rejects(answer(id, { ...FORECAST, daily: twice }), { code: '23505' });
  assert.equal((await findRequest(pool, id))?.status, 'accepted');
  assert.equal((await pool.query('select 1 from forecast')).rowCount, 0);
});

test('figures that contradict each other, or have no end, are refused', async (t) => {
  const { accept, answer } = await openForecasts(t);
  const id = await accept();
  const impressions = range(1, 2, 3);
  const wrong: Partial<Forecast['daily'][number]>[] = [
    { impressions: range(-1, 2, 3) },
    { impressions: range(2, 1, 3) },
    { impressions: range(1, 3, 2) },
    { impressions: range(1, 2, Number.POSITIVE_INFINITY) },
    { impressions: range(Number.NaN, Number.NaN, Number.NaN) },
    { reach: range(2, 1, 3) },
    { reach: range(1, 2, 3.5) },
    { reach: range(-1, 0, 0) },
  ];
  for (const change of wrong) {
    const daily = [{ date: '2026-11-23', impressions, reach: null, ...change }];
    await assert.rejects(answer(id, { ...FORECAST, daily }), /violates/, JSON.stringify(change));
  }
  assert.equal(await answer(id, FORECAST), true);
});

test('a stored forecast is never changed', async (t) => {
  const { pool, accept, answer } = await openForecasts(t);
  await answer(await accept(), FORECAST);
  for (const table of ['forecast', 'forecast_day']) {
    const change = pool.query(`update ${table} set impressions_p90 = 9e15`);
    await assert.rejects(change, /never changed/);
  }
});

/** Answers a database stored before it had tables for forecasts. */
async function storeOldAnswer(pool: pg.Pool, result: unknown): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into forecast_request
       (id, source, requested_by, text, plan, plan_hash, status, result, created_at, finished_at)
     values ($1, 'slack', 'UALICE', 'iOS', $2, $3, 'answered', $4, $5, $5)`,
    [id, JSON.stringify(PLAN), planHash(PLAN), JSON.stringify(result), NOW],
  );
  return id;
}

test('what was answered before there were these tables is in them too', async (t) => {
  const { pool } = await testPostgres(t);
  const dir = await mkdtemp(join(tmpdir(), 'ducky-migrations-'));
  t.after(() => rm(dir, { recursive: true }));
  const all = fileURLToPath(new URL('./migrations/', import.meta.url));
  const isOld = (name: string) => name < '0003';
  for (const name of (await readdir(all)).filter(isOld)) await cp(join(all, name), join(dir, name));
  await migratePostgres(pool, pathToFileURL(`${dir}/`));
  const demo = 'Demo data: the history was generated, not observed.';
  const id = await storeOldAnswer(pool, { ...FORECAST, notes: [demo] });
  await storeOldAnswer(pool, REFUSED);
  await migratePostgres(pool);
  const { rows } = await pool.query('select id, history_origin, plan_hash from forecast');
  assert.deepEqual(rows, [{ id, history_origin: 'generated', plan_hash: planHash(PLAN) }]);
  assert.deepEqual(await storedDays(pool, id), DAYS);
});
