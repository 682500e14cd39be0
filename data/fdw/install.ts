import pg from 'pg';

import { AppError } from '../errors.ts';
import { inTransaction } from '../postgres/client.ts';
import { withPostgresLock } from '../postgres/lock.ts';
import { type OlapScript, olapScript, type ScriptOptions } from './script.ts';

/**
 * Installs or updates the schema `olap`, in which Postgres reads ClickHouse through foreign tables,
 * in one transaction. What is as it should be is left alone, so that the views people built on it
 * stay. Returns whether the schema was made anew.
 * @throws AppError where the role may not, or where views of others would be lost.
 */
export async function installOlap(pool: pg.Pool, options: ScriptOptions): Promise<boolean> {
  const script = await olapScript(options);
  return withPostgresLock(pool, 'install olap', () =>
    inTransaction(pool, (client) => runScript(client, script)),
  ).catch((error: unknown) => {
    throw explained(error);
  });
}

/** Whether the server offers Supabase's extension `wrappers`. */
export async function hasWrappers(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from pg_available_extensions where name = 'wrappers'`,
  );
  return rowCount === 1;
}

async function runScript(client: pg.PoolClient, script: OlapScript): Promise<boolean> {
  for (const statement of script.connect) await client.query(statement);
  if (await isInstalled(client, script)) return false;
  for (const statement of script.define) await client.query(statement);
  return true;
}

async function isInstalled(client: pg.PoolClient, { version }: OlapScript): Promise<boolean> {
  const { rows } = await client.query<{ comment: string | null }>(
    `select obj_description(to_regnamespace('olap'), 'pg_namespace') as comment`,
  );
  return rows[0]?.comment?.endsWith(version) ?? false;
}

const INSUFFICIENT_PRIVILEGE = '42501';
const DEPENDENT_OBJECTS = '2BP01';

/** A failed installation in words for people: a privilege is missing, or views depend on it. */
function explained(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  if (error.code === INSUFFICIENT_PRIVILEGE) {
    return new AppError(
      'bad_input',
      `Ducky's role may not install the schema olap (${error.message}). As an administrator run:\n  create extension if not exists postgres_fdw;\n  grant usage on foreign data wrapper postgres_fdw to <the role>;`,
      { cause: error },
    );
  }
  if (error.code === DEPENDENT_OBJECTS) {
    return new AppError(
      'conflict',
      `The schema olap has a newer form, and views of yours use the present one. Drop them, install, and make them again. ${error.detail ?? ''}`.trim(),
      { cause: error },
    );
  }
  return error;
}
