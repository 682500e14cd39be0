import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';
import { pino } from 'pino';

import { addDays, dayIn, systemClock } from '../../data/calendar.ts';
import { migratePostgres } from '../../data/postgres/migrate.ts';
import { owedReport } from '../../data/postgres/requests/owed-requests.ts';
import { acceptRequest, findRequest, markReported } from '../../data/postgres/requests/requests.ts';
import { testClickHouse } from '../../data/testing/databases.ts';
import { HAS_POSTGRES_15, startPostgres15 } from '../../data/testing/postgres-15.ts';
import { startRedis } from '../../data/testing/redis.ts';
import type { JobOf } from '../contract.ts';
import { openQueues } from '../queue.ts';
import { exitCode, startMain, untilLogged, untilReady } from '../testing/main-process.ts';
import { promoteTestModel } from '../testing/model.ts';
import { NEW_REQUEST, openTestHistory, openTestPostgres } from '../testing/stores.ts';

const log = pino({ level: 'silent' });
const WAIT_MS = 60_000;
const today = dayIn('UTC', systemClock());
const flight = { start: addDays(today, 1), end: addDays(today, 7) };
const REQUEST = { ...NEW_REQUEST, plan: { ...NEW_REQUEST.plan, flight } };

const openHistory = (t: TestContext) =>
  openTestHistory(t, { days: 28, lastDay: addDays(today, -1) });

/** Starts a worker whose warnings nobody reads, and waits until it takes jobs. */
async function startQuietly(t: TestContext, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = startMain(t, env);
  child.stderr?.resume();
  await untilReady(child);
  return child;
}

/** Asks a worker to end, which it does in time: one that does not says so by its exit code. */
async function endAsked(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  assert.equal(await exitCode(child), 0);
}

test('a forecast whose worker is asked to end is answered once, by the next one', async (t) => {
  const { url: DATABASE_URL, pool } = await openTestPostgres(t);
  const { url: CLICKHOUSE_URL } = await openHistory(t);
  const queues = await openQueues({ databaseUrl: DATABASE_URL, log });
  t.after(() => queues.close());
  const running = Promise.withResolvers<unknown>();
  await queues.onProgress(running.resolve);
  const env = { DATABASE_URL, CLICKHOUSE_URL };
  const first = await startQuietly(t, env);
  // It runs for as long as there is no model.
  const { request } = await acceptRequest(pool, REQUEST, new Date());
  const job = { name: 'forecast', requestId: request.id } as const;
  await queues.add(job);
  await running.promise;
  await endAsked(first);
  assert.equal((await findRequest(pool, request.id))?.status, 'running');
  assert.equal(await queues.state(job), 'live');

  await promoteTestModel(pool, new Date());
  let told = 0;
  const handler = async ({ requestId }: JobOf<'report'>) => {
    if (!(await owedReport(pool, requestId))) return;
    told += 1;
    await markReported(pool, requestId, new Date());
  };
  await queues.startWorker('report', { processor: { handler, timeoutMs: 5_000 }, concurrency: 1 });
  await startQuietly(t, env);
  await queues.waitFor(job, WAIT_MS);
  assert.equal((await findRequest(pool, request.id))?.status, 'answered');
  await queues.waitFor({ name: 'report', requestId: request.id }, WAIT_MS);
  assert.equal(told, 1);
});

test('a worker ends in time when it is asked to while Redis is away', async (t) => {
  const redis = await startRedis();
  if (!redis) return t.skip('redis-server is not installed');
  const { url: DATABASE_URL } = await openTestPostgres(t);
  const { url: CLICKHOUSE_URL } = await testClickHouse(t);
  const child = await startQuietly(t, { DATABASE_URL, CLICKHOUSE_URL, REDIS_URL: redis.url });
  await redis.stop();
  await endAsked(child);
});

/** A PostgreSQL of the test's own that can be made to take no writes, but for those of `pool`. */
async function openStandby(t: TestContext) {
  const dir = await mkdtemp(join(tmpdir(), 'ducky-standby-'));
  const { url, stop } = await startPostgres15(dir);
  const options = '-c default_transaction_read_only=off';
  const pool = new pg.Pool({ connectionString: url, options });
  pool.on('error', () => undefined);
  // Hooks run in order, so this one moves behind those that end what uses the server.
  t.after(() =>
    t.after(async () => {
      await pool.end();
      await stop();
      await rm(dir, { recursive: true });
    }),
  );
  await migratePostgres(pool);
  const setReadOnly = async (isReadOnly: boolean) => {
    await pool.query(`alter system set default_transaction_read_only = ${isReadOnly}`);
    await pool.query('select pg_reload_conf()');
  };
  return { url, pool, setReadOnly };
}

test('what Postgres could not store while it took no writes is done once it does', async (t) => {
  if (!HAS_POSTGRES_15) return t.skip('postgresql-15 is not installed');
  const { url: DATABASE_URL, pool, setReadOnly } = await openStandby(t);
  const { url: CLICKHOUSE_URL } = await openHistory(t);
  const queues = await openQueues({ databaseUrl: DATABASE_URL, log });
  t.after(() => queues.close());
  const isRunning = Promise.withResolvers<unknown>();
  await queues.onProgress(isRunning.resolve);
  const child = startMain(t, { DATABASE_URL, CLICKHOUSE_URL });
  await untilReady(child);
  // One runs, as there is no model yet, and one is only a row.
  const { request: running } = await acceptRequest(pool, REQUEST, new Date());
  await queues.add({ name: 'forecast', requestId: running.id });
  await isRunning.promise;
  await setReadOnly(true);
  const { request: waiting } = await acceptRequest(pool, REQUEST, new Date());
  await promoteTestModel(pool, new Date());
  await untilLogged(child, /takes no writes|read-only transaction/);
  child.stderr?.resume();
  await setReadOnly(false);
  for (const { id } of [running, waiting]) {
    while ((await queues.state({ name: 'report', requestId: id })) !== 'live') {
      assert.equal(child.exitCode, null);
      await sleep(20);
    }
    assert.equal((await findRequest(pool, id))?.status, 'answered');
  }
});
