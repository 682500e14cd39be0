import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import type pg from 'pg';
import { pino } from 'pino';

import { testPostgres } from '../testing/databases.ts';
import { inTransaction, openPostgres } from './client.ts';
import { withPostgresLock } from './lock.ts';

const log = pino({ level: 'silent' });

async function openTestPool(t: TestContext) {
  const { url, pool: admin } = await testPostgres(t);
  const pool = openPostgres({ url, log, maxConnections: 4 });
  t.after(() => pool.end());
  return { url, pool, admin };
}

test('a DATE comes back as the day it is', async (t) => {
  const { pool } = await openTestPool(t);
  const { rows } = await pool.query("select date '2026-03-01' as day");
  assert.deepEqual(rows, [{ day: '2026-03-01' }]);
});

test('a transaction that throws leaves nothing behind', async (t) => {
  const { pool } = await openTestPool(t);
  await pool.query('create table seen (n int)');
  const work = inTransaction(pool, async (client) => {
    await client.query('insert into seen values (1)');
    throw new Error('no');
  });
  await assert.rejects(work, /no/);
  assert.equal((await pool.query('select 1 from seen')).rowCount, 0);
});

test('a pool outlives the loss of every connection, those in use too', async (t) => {
  const { pool, admin } = await openTestPool(t);
  const held = await pool.connect();
  const lost = new Promise((resolve) => held.once('end', resolve));
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await lost;
  held.release();
  assert.equal((await pool.query('select 1')).rowCount, 1);
});

test('a lost connection is logged once, and not at all while the pool is closing', async (t) => {
  const { url, pool: admin } = await testPostgres(t);
  const lines: string[] = [];
  const pool = openPostgres({ url, log: pino({ level: 'warn' }, { write: (l) => lines.push(l) }) });
  const loseAll = async (client: pg.PoolClient) => {
    const lost = new Promise((resolve) => client.once('end', resolve));
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await lost;
  };
  const idle = await pool.connect();
  idle.release();
  await loseAll(idle);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /terminating connection/);

  const held = await pool.connect();
  const ended = pool.end();
  await loseAll(held);
  held.release();
  await ended;
  assert.equal(lines.length, 1);
});

test('more locks than connections leave the work under them some', async (t) => {
  const { pool } = await openTestPool(t);
  const names = Array.from({ length: 20 }, (_, index) => `lock ${index}`);
  const work = () => pool.query('select 1');
  const done = await Promise.all(names.map((name) => withPostgresLock(pool, name, work)));
  assert.equal(done.length, names.length);
});

test('work under the same lock never overlaps, from whatever pool', async (t) => {
  const { url, pool } = await openTestPool(t);
  const other = openPostgres({ url, log, maxConnections: 4 });
  t.after(() => other.end());
  let running = 0;
  const work = async () => {
    running += 1;
    await pool.query('select pg_sleep(0.01)');
    assert.equal(running, 1);
    running -= 1;
  };
  await Promise.all([pool, other, other].map((from) => withPostgresLock(from, 'test', work)));
});

test('a lock is free again after its work has failed', async (t) => {
  const { pool } = await openTestPool(t);
  const failing = withPostgresLock(pool, 'test', () => Promise.reject(new Error('no')));
  await assert.rejects(failing, /no/);
  assert.equal(await withPostgresLock(pool, 'test', async () => 'yes'), 'yes');
});
