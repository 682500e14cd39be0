import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import pg from 'pg';
import { pino } from 'pino';
import { announceRunning, openHome, readRunning } from '../home.ts';
import { startOwner } from '../testing/owner-process.ts';
import { isAlive } from './process-stop.ts';
import { type EmbeddedServices, startEmbedded } from './services.ts';

const log = pino({ level: 'silent' });
let dir: string;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ducky-services-'));
});

after(() => rm(dir, { recursive: true, force: true }));

async function start(): Promise<EmbeddedServices> {
  const home = await openHome(dir);
  return startEmbedded({ home, postgres: true, clickhouse: true, log });
}

async function started(t: TestContext): Promise<EmbeddedServices> {
  const services = await start();
  t.after(() => services.close());
  return services;
}

async function onPostgres(services: { databaseUrl?: string }, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: services.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function onClickHouse(services: { clickhouseUrl?: string }, query: string): Promise<string> {
  const log = { level: ClickHouseLogLevel.OFF };
  const client = createClient({ ...urlOf(services), log });
  try {
    return await (await client.query({ query, format: 'TabSeparated' })).text();
  } finally {
    await client.close();
  }
}

function urlOf({ clickhouseUrl }: { clickhouseUrl?: string }) {
  return clickhouseUrl ? { url: clickhouseUrl } : {};
}

/** Repeats what fails while a server is being restarted; the test runner's timeout is the limit. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await sleep(50);
    }
  }
}

async function allGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await sleep(25);
}

async function storeSomething(services: EmbeddedServices): Promise<void> {
  await onPostgres(services, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS n');
  await onClickHouse(
    services,
    'CREATE TABLE IF NOT EXISTS kept ENGINE = MergeTree ORDER BY n AS SELECT 42 AS n',
  );
}

async function assertStored(services: { databaseUrl?: string; clickhouseUrl?: string }) {
  const rows = await eventually(() => onPostgres(services, 'SELECT n FROM kept'));
  assert.deepEqual(rows, [{ n: 42 }]);
  assert.equal(await eventually(() => onClickHouse(services, 'SELECT n FROM kept')), '42\n');
}

test('each server is back, with its data, after any of its processes was killed', async (t) => {
  const services = await started(t);
  await storeSomething(services);
  assert.equal(services.pids.length, 3, 'keeper, postgres, chdb');
  for (const index of [0, 1, 2]) {
    const before = services.pids;
    process.kill(before[index] as number, 'SIGKILL');
    await allGone([before[index] as number]);
    while (services.pids[index] === before[index]) await sleep(25);
    await assertStored(services);
  }
});

test('a clean stop leaves no process, is idempotent, and the data are there again', async () => {
  const services = await start();
  const pids = services.pids;
  await Promise.all([services.close(), services.close()]);
  await services.close();
  assert.deepEqual(pids.filter(isAlive), []);
  const again = await start();
  await assertStored(again);
  await again.close();
});

test('a killed owner leaves no process, and the next start has the data', async (t) => {
  const owner = await startOwner(dir);
  const home = await openHome(dir);
  await announceRunning(home, { pid: owner.child.pid as number });
  assert.equal((await readRunning(home))?.pid, owner.child.pid);
  owner.child.kill('SIGKILL');
  await once(owner.child, 'exit');
  assert.equal(await readRunning(home), undefined);
  await assertStored(await started(t));
  await allGone(owner.pids);
  assert.equal(await readRunning(home), undefined, 'the new owner has announced nothing');
});

test('an orphan whose keeper was killed too is stopped by the next start', async (t) => {
  const owner = await startOwner(dir);
  const [keeper, postgres] = owner.pids as [number, number];
  process.kill(owner.child.pid as number, 'SIGSTOP');
  process.kill(keeper, 'SIGKILL');
  process.kill(owner.child.pid as number, 'SIGKILL');
  await once(owner.child, 'exit');
  assert.ok(isAlive(postgres), 'an orphan is there');
  await assertStored(await started(t));
  await allGone([postgres]);
});

test('of two owners of one home one wins, and the other is told who', async (t) => {
  const home = await openHome(dir);
  const outcomes = await Promise.allSettled([start(), start()]);
  const winners = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  t.after(() => Promise.all(winners.map((services) => services.close())));
  assert.equal(winners.length, 1);
  const withdraw = await announceRunning(home, { pid: process.pid });
  await assert.rejects(start(), {
    code: 'conflict',
    userMessage: new RegExp(`in use by process ${process.pid}`),
  });
  await withdraw();
  assert.equal(await readRunning(home), undefined);
});
