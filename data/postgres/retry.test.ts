import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { startEmbedded } from '../embedded/services.ts';
import { openHome } from '../home.ts';
import { testPostgres } from '../testing/databases.ts';
import { openPostgres } from './client.ts';
import { withPostgresRetry } from './retry.ts';

const log = pino({ level: 'silent' });

/** A PostgreSQL of the test's own, which is started again whenever it is killed. */
async function mortalPostgres(t: TestContext) {
  const dir = await mkdtemp(join(tmpdir(), 'ducky-retry-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const home = await openHome(dir);
  const services = await startEmbedded({ home, postgres: true, clickhouse: false, log });
  t.after(() => services.close());
  const pool = openPostgres({ url: services.databaseUrl ?? '', log });
  t.after(() => pool.end());
  return { pool, kill: () => services.pids.map((pid) => process.kill(pid, 'SIGKILL')) };
}

test('a server killed under a statement is waited for, and the statement is repeated', async (t) => {
  const { pool, kill } = await mortalPostgres(t);
  await pool.query('create table seen (n int primary key)');
  let attempts = 0;
  const rows = await withPostgresRetry(async () => {
    attempts += 1;
    await pool.query('insert into seen values (1) on conflict do nothing');
    if (attempts === 1) kill();
    return (await pool.query('select n, pg_sleep(0.5)::text from seen')).rowCount;
  });
  assert.equal(rows, 1);
  assert.ok(attempts > 1);
});

test('an error of the statement itself is not repeated', async (t) => {
  const { pool } = await testPostgres(t);
  let attempts = 0;
  const failing = withPostgresRetry(() => {
    attempts += 1;
    return pool.query('select 1 / 0');
  });
  await assert.rejects(failing, { code: '22012' });
  assert.equal(attempts, 1);
});

test('a server that does not let us in is named, without the password', async (t) => {
  const { url } = await testPostgres(t);
  const wrong = new URL(url);
  wrong.password = 'wrong-password';
  const pool = openPostgres({ url: wrong.href, log });
  t.after(() => pool.end());
  await assert.rejects(
    withPostgresRetry(() => pool.query('select 1')),
    (error: Error) => {
      assert.match(error.message, /database refuses us: .*user "postgres"\. Correct DATABASE_URL/);
      assert.doesNotMatch(error.message, /wrong-password/);
      return true;
    },
  );
});
