import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { pino } from 'pino';

import { testPostgres } from '../testing/databases.ts';
import { openPostgres } from './client.ts';
import { migratePostgres } from './migrate.ts';

const log = pino({ level: 'silent' });

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));

/** A copy of the migrations that a test may change. */
async function copyMigrations(t: TestContext): Promise<{ path: string; url: URL }> {
  const path = await mkdtemp(join(tmpdir(), 'ducky-migrations-'));
  t.after(() => rm(path, { recursive: true }));
  await cp(MIGRATIONS, path, { recursive: true });
  return { path, url: pathToFileURL(`${path}/`) };
}

test('several processes that migrate at once apply each migration once', async (t) => {
  const { url } = await testPostgres(t);
  const pools = Array.from({ length: 4 }, () => openPostgres({ url, log, maxConnections: 2 }));
  t.after(() => Promise.all(pools.map((pool) => pool.end())));
  const applied = await Promise.all(pools.map((pool) => migratePostgres(pool)));
  assert.equal(applied.filter((names) => names.length > 0).length, 1);
  assert.ok(applied.flat().includes('0001_forecast.sql'));
});

test('a database that is up to date is left alone', async (t) => {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  assert.deepEqual(await migratePostgres(pool), []);
});

test('an applied migration that was edited since is refused', async (t) => {
  const { pool } = await testPostgres(t);
  const { path, url } = await copyMigrations(t);
  await migratePostgres(pool, url);
  await writeFile(join(path, '0001_forecast.sql'), 'create table something_else (n int)');
  await assert.rejects(migratePostgres(pool, url), { code: 'conflict', message: /0001_forecast/ });
});

test('a migration that fails leaves the database as it was before it', async (t) => {
  const { pool } = await testPostgres(t);
  const { path, url } = await copyMigrations(t);
  await writeFile(join(path, '9999_broken.sql'), 'create table half (n int); select 1 / 0;');
  await assert.rejects(migratePostgres(pool, url), /division by zero/);
  const { rows } = await pool.query("select to_regclass('half') as half");
  assert.deepEqual(rows, [{ half: null }]);
});

test('everything is made in the schema that comes first in the search path', async (t) => {
  const { url, pool: admin } = await testPostgres(t);
  await admin.query('create schema ducky');
  const pool = openPostgres({ url, log, schema: 'ducky' });
  t.after(() => pool.end());
  await migratePostgres(pool);
  const { rows } = await admin.query(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace
     union all select proname from pg_proc where pronamespace = 'public'::regnamespace
     union all select typname from pg_type where typnamespace = 'public'::regnamespace`,
  );
  assert.deepEqual(rows, []);
  assert.deepEqual(await migratePostgres(pool), []);
});
