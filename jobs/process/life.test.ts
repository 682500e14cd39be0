import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import pg from 'pg';
import { pino } from 'pino';

import { addDays, dayIn, systemClock } from '../../data/calendar.ts';
import { freePort } from '../../data/embedded/free-port.ts';
import { testClickHouse, testPostgres } from '../../data/testing/databases.ts';
import { HAS_POSTGRES_15, startPostgres15 } from '../../data/testing/postgres-15.ts';
import { openQueues } from '../queue.ts';
import { exitCode, startMain, untilLogged, untilReady } from '../testing/main-process.ts';
import { openTestHistory, openTestPostgres } from '../testing/stores.ts';

const log = pino({ level: 'silent' });
const RETRAIN = { name: 'retrain', reason: 'command' } as const;

async function setReadOnly(pool: pg.Pool, isReadOnly: boolean): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select current_database() as name');
  await pool.query(`begin read write;
    alter database ${rows[0]?.name} set default_transaction_read_only = ${isReadOnly};
    commit`);
}

test('a worker waits for a database that takes no writes, and says so', async (t) => {
  const { url: DATABASE_URL, pool } = await testPostgres(t);
  const { url: CLICKHOUSE_URL } = await testClickHouse(t);
  await setReadOnly(pool, true);
  const child = startMain(t, { DATABASE_URL, CLICKHOUSE_URL });
  await untilLogged(child, /takes no writes now.*trying again/);
  child.stderr?.resume();
  assert.equal(child.exitCode, null);
  await setReadOnly(pool, false);
  await untilReady(child);
});

test('a worker waits for a Postgres in recovery until it is promoted', async (t) => {
  if (!HAS_POSTGRES_15) return t.skip('postgresql-15 is not installed');
  const dir = await mkdtemp(join(tmpdir(), 'ducky-life-'));
  t.after(() => rm(dir, { recursive: true }));
  await (await startPostgres15(dir)).stop();
  await writeFile(join(dir, 'postgres-15', 'standby.signal'), '');
  const standby = await startPostgres15(dir);
  t.after(() => standby.stop());
  const { url: CLICKHOUSE_URL } = await testClickHouse(t);
  const child = startMain(t, { DATABASE_URL: standby.url, CLICKHOUSE_URL });
  await untilLogged(child, /takes no writes now.*trying again/);
  child.stderr?.resume();
  assert.equal(child.exitCode, null);
  const admin = new pg.Client(standby.url);
  await admin.connect();
  await admin.query('select pg_promote()').finally(() => admin.end());
  await untilReady(child);
  child.kill('SIGTERM');
  assert.equal(await exitCode(child), 0);
});

test('a worker that waits for its servers ends when it is asked to', async (t) => {
  const DATABASE_URL = `postgres://x@127.0.0.1:${await freePort()}/x`;
  const child = startMain(t, { DATABASE_URL, CLICKHOUSE_URL: 'http://127.0.0.1:1' });
  await untilLogged(child, /cannot be reached.*trying again/);
  child.stderr?.resume();
  child.kill('SIGTERM');
  assert.equal(await exitCode(child), 0);
});

/** A worker that trains, which takes it some seconds. */
async function startTraining(t: TestContext) {
  const { url: DATABASE_URL, pool } = await openTestPostgres(t);
  const lastDay = addDays(dayIn('UTC', systemClock()), -1);
  const { url: CLICKHOUSE_URL } = await openTestHistory(t, { days: 60, lastDay });
  const queues = await openQueues({ databaseUrl: DATABASE_URL, log });
  t.after(() => queues.close());
  const begun = Promise.withResolvers<unknown>();
  await queues.onProgress(begun.resolve);
  const child = startMain(t, { DATABASE_URL, CLICKHOUSE_URL });
  await untilReady(child);
  await queues.add(RETRAIN);
  await begun.promise;
  return { child, queues, pool };
}

test('a worker that is asked to end while it trains leaves the training to another', async (t) => {
  const { child, queues } = await startTraining(t);
  child.kill('SIGTERM');
  assert.equal(await exitCode(child), 0);
  assert.equal(await queues.state(RETRAIN), 'live');
});

test('a worker ends when it is asked to while Postgres is away', async (t) => {
  if (!HAS_POSTGRES_15) return t.skip('postgresql-15 is not installed');
  const dir = await mkdtemp(join(tmpdir(), 'ducky-life-'));
  t.after(() => rm(dir, { recursive: true }));
  const server = await startPostgres15(dir);
  t.after(() => server.stop());
  const { url: CLICKHOUSE_URL } = await testClickHouse(t);
  const child = startMain(t, { DATABASE_URL: server.url, CLICKHOUSE_URL });
  await untilReady(child);
  await server.stop();
  child.kill('SIGTERM');
  assert.equal(await exitCode(child), 0);
});

test('a process whose work does not end is ended by asking again', async (t) => {
  const child = fork(new URL('../testing/endless-process.ts', import.meta.url));
  t.after(() => void child.kill('SIGKILL'));
  await untilReady(child);
  child.kill('SIGTERM');
  const asking = setInterval(() => child.kill('SIGTERM'), 100);
  t.after(() => clearInterval(asking));
  assert.equal(await exitCode(child), 1);
});
