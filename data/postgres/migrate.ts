import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

import type pg from 'pg';

import { AppError } from '../errors.ts';
import { inTransaction } from './client.ts';
import { withPostgresLock } from './lock.ts';

const DIRECTORY = new URL('./migrations/', import.meta.url);

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** The numbered migrations of this version, in order. */
async function readMigrations(directory: URL): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, directory), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Applies the migrations that the Postgres database lacks, each in a transaction; several processes
 * may call it at once.
 * @returns the names of the migrations that were applied now.
 * @throws AppError where an applied migration was edited since.
 */
export async function migratePostgres(pool: pg.Pool, directory = DIRECTORY): Promise<string[]> {
  const migrations = await readMigrations(directory);
  return withPostgresLock(pool, 'migrate', async () => {
    await pool.query(`create table if not exists migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    const applied = await appliedChecksums(pool);
    const done: string[] = [];
    for (const migration of migrations) {
      const checksum = applied.get(migration.name);
      if (checksum === undefined) {
        await apply(pool, migration);
        done.push(migration.name);
      } else if (checksum !== migration.checksum) {
        throw editedMigration(migration.name);
      }
    }
    return done;
  });
}

/** Names of this version's migrations that the database lacks; changes nothing. */
export async function pendingPostgresMigrations(pool: pg.Pool): Promise<string[]> {
  const migrations = await readMigrations(DIRECTORY);
  const { rows } = await pool.query(`select to_regclass('migration') is not null as found`);
  const applied = rows[0]?.found ? await appliedChecksums(pool) : new Map<string, string>();
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
}

async function appliedChecksums(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string; checksum: string }>(
    'select name, checksum from migration',
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

async function apply(pool: pg.Pool, { name, sql, checksum }: Migration): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(sql);
    await client.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum]);
  });
}

function editedMigration(name: string): AppError {
  return new AppError(
    'conflict',
    `Migration ${name} was changed after this database applied it. Restore the file and put the change into a new migration.`,
  );
}
