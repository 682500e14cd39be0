import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import type pg from 'pg';

import { testPostgres } from '../testing/databases.ts';
import { migratePostgres } from './migrate.ts';

type Row = Record<string, unknown>;

const NOW = '2026-11-22T10:00:00Z';
const EARLIER = '2026-11-22T09:00:00Z';
const LATER = '2026-11-23T10:00:00Z';

const PLAN: Row = {
  channel: 'C1',
  saved_by: 'UALICE',
  name: 'Spring',
  plan: '{}',
  plan_hash: 'a'.repeat(64),
  created_at: NOW,
  updated_at: NOW,
};

const SUBSCRIPTION: Row = {
  channel: 'C1',
  created_by: 'UALICE',
  weekday: 'mon',
  local_time: '09:30',
  time_zone: 'Asia/Kolkata',
  created_at: NOW,
  next_run_at: LATER,
};

const AUDIT: Row = { at: NOW, actor: 'UBOB', action: 'retrain', outcome: 'succeeded' };

const MODEL: Row = { version: 'a', artifact: '{}', metadata: '{}', trained_at: NOW };

async function openTables(t: TestContext): Promise<pg.Pool> {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  return pool;
}

function insert(pool: pg.Pool, table: string, row: Row) {
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  const columns = Object.keys(row).join();
  return pool.query(`insert into ${table} (${columns}) values (${places})`, Object.values(row));
}

/** Each of the changes to a good row makes Postgres refuse it. */
async function refusesEach(pool: pg.Pool, table: string, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    // 22: what is no value of its type; 23: what breaks a rule of the table.
    const isRefusal = ({ code = '' }: Error & { code?: string }) => /^2[23]/.test(code);
    await assert.rejects(insert(pool, table, row), isRefusal, JSON.stringify(row));
  }
}

test('a saved plan is whole, and its name means one plan in its channel', async (t) => {
  const pool = await openTables(t);
  await insert(pool, 'plan', PLAN);
  await insert(pool, 'plan', { ...PLAN, channel: 'C2' });
  await insert(pool, 'plan', { ...PLAN, team_id: 'T1' });
  await insert(pool, 'plan', { ...PLAN, archived_at: NOW });
  await insert(pool, 'plan', { ...PLAN, archived_at: LATER });
  await refusesEach(pool, 'plan', [
    PLAN,
    { ...PLAN, name: 'SPRING' },
    { ...PLAN, name: '' },
    { ...PLAN, name: ' Summer' },
    { ...PLAN, name: 'x'.repeat(101) },
    { ...PLAN, name: 'A', team_id: '' },
    { ...PLAN, name: 'A', channel: null },
    { ...PLAN, name: 'A', saved_by: '' },
    { ...PLAN, name: 'A', status: 'live' },
    { ...PLAN, name: 'A', plan: '[]' },
    { ...PLAN, name: 'A', plan_hash: 'a' },
    { ...PLAN, name: 'A', updated_at: EARLIER },
    { ...PLAN, name: 'A', archived_at: EARLIER },
  ]);
});

test('a channel has one subscription, which runs next unless it is paused', async (t) => {
  const pool = await openTables(t);
  await insert(pool, 'subscription', SUBSCRIPTION);
  await refusesEach(pool, 'subscription', [
    SUBSCRIPTION,
    { ...SUBSCRIPTION, channel: 'C2', next_run_at: null },
    { ...SUBSCRIPTION, channel: 'C2', paused_at: NOW },
    { ...SUBSCRIPTION, channel: 'C2', last_run_at: LATER },
    { ...SUBSCRIPTION, channel: 'C2', last_run_at: EARLIER },
    { ...SUBSCRIPTION, channel: 'C2', weekday: 'Monday' },
    { ...SUBSCRIPTION, channel: 'C2', local_time: '24:00' },
    { ...SUBSCRIPTION, channel: 'C2', local_time: '09:30:01' },
  ]);
  const paused = { ...SUBSCRIPTION, team_id: 'T1', paused_at: NOW, next_run_at: null };
  await insert(pool, 'subscription', paused);
});

test('a subscription keeps the clock of an IANA zone', async (t) => {
  const pool = await openTables(t);
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'America/Port-au-Prince',
  ];
  for (const time_zone of zones) {
    await insert(pool, 'subscription', { ...SUBSCRIPTION, channel: time_zone, time_zone });
  }
  const wrong = [
    '',
    'IST',
    'EST5EDT',
    '+05:30',
    'UTC+3',
    'Mars/Olympus',
    'Europe/Berlin; --',
    null,
  ];
  await refusesEach(
    pool,
    'subscription',
    wrong.map((time_zone) => ({ ...SUBSCRIPTION, channel: 'C2', time_zone })),
  );
});

test('the audit is only ever added to, and forgotten after a year', async (t) => {
  const pool = await openTables(t);
  await insert(pool, 'audit', AUDIT);
  await refusesEach(pool, 'audit', [
    { ...AUDIT, actor: '' },
    { ...AUDIT, action: null },
    { ...AUDIT, outcome: 'perhaps' },
    { ...AUDIT, detail: '[]' },
    { ...AUDIT, at: null },
  ]);
  for (const change of ["update audit set actor = 'U'", 'truncate audit']) {
    await assert.rejects(pool.query(change), { code: '23001', message: /never changed/ });
  }
  await insert(pool, 'audit', { ...AUDIT, at: 'now' });
  await assert.rejects(pool.query('delete from audit'), { code: '23001', message: /for a year/ });
  const old = await pool.query("delete from audit where at < now() - interval '1 year'");
  assert.equal(old.rowCount, 0);
  await insert(pool, 'audit', { ...AUDIT, at: '2020-01-01' });
  assert.equal((await pool.query("delete from audit where at < '2021-01-01'")).rowCount, 1);
});

test('a model serves whole and once promoted, one at a time', async (t) => {
  const pool = await openTables(t);
  await insert(pool, 'model_version', { ...MODEL, version: 'kept from serving' });
  await insert(pool, 'model_version', { ...MODEL, promoted_at: NOW, serving: true });
  await refusesEach(pool, 'model_version', [
    { ...MODEL, version: 'b', serving: true },
    { ...MODEL, version: 'b', promoted_at: NOW, serving: true },
    { ...MODEL, version: 'b', artifact: '{"learner": {' },
    { ...MODEL, version: 'b', artifact: '' },
    { ...MODEL, version: 'b', artifact: '[]' },
  ]);
});

test('an ended request says when, and an open one does not', async (t) => {
  const pool = await openTables(t);
  const request: Row = {
    source: 'api',
    requested_by: 'U1',
    text: '',
    plan: '{}',
    plan_hash: '',
    created_at: NOW,
  };
  const id = '00000000-0000-4000-8000-000000000000';
  await refusesEach(pool, 'forecast_request', [
    { ...request, id, status: 'cancelled' },
    { ...request, id, status: 'running', finished_at: NOW },
    { ...request, id, team_id: '' },
  ]);
  await insert(pool, 'forecast_request', { ...request, id });
});
