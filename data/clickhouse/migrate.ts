import { readdir, readFile } from 'node:fs/promises';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { type ClusterName, onCluster } from './cluster.ts';
import { applyRetention } from './retention.ts';
import { queryRows, runStatement } from './run.ts';
import { createViews } from './views/create-views.ts';

/** Runs `work` while no other process does: a Postgres advisory lock, or a mutex in tests. */
export type WithLock = <T>(work: () => Promise<T>) => Promise<T>;

export interface Migration {
  /** `0001_request`: its number, then what it makes. */
  name: string;
  /** One statement. Frozen once released: a change is a new migration. */
  statement: string;
}

interface MigrateOptions {
  withLock: WithLock;
  /** Name of the cluster whose servers share the history; undefined for a single server. */
  cluster?: ClusterName;
  /** Days that requests are kept; undefined keeps them all. */
  retentionDays?: number | undefined;
}

const FOLDER = new URL('./migrations/', import.meta.url);

const LEDGER = `
  CREATE TABLE IF NOT EXISTS migration (name String, at DateTime DEFAULT now())
  ENGINE = ReplacingMergeTree ORDER BY name`;

/** Every migration, oldest first. */
export async function readMigrations(): Promise<Migration[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.sql$/, ''),
      statement: await readFile(new URL(file, FOLDER), 'utf8'),
    })),
  );
}

/**
 * Runs the migrations that the ClickHouse database has not had yet, makes its views, and sets its
 * retention; returns the names of the migrations it ran.
 */
export async function migrateClickHouse(
  client: ClickHouseClient,
  { withLock, cluster, retentionDays }: MigrateOptions,
): Promise<string[]> {
  const migrations = await readMigrations();
  return withLock(async () => {
    await define(client, { statement: LEDGER.trim(), cluster });
    const done = await appliedNames(client);
    const missing = migrations.filter(({ name }) => !done.has(name));
    for (const migration of missing) await apply(client, { ...migration, cluster });
    await createViews(client, { cluster });
    await applyRetention(client, { days: retentionDays, cluster });
    return missing.map(({ name }) => name);
  });
}

async function appliedNames(client: ClickHouseClient): Promise<Set<string>> {
  const row = z.object({ name: z.string() });
  const rows = await queryRows(client, { query: 'SELECT name FROM migration', row });
  return new Set(rows.map(({ name }) => name));
}

interface Definition {
  statement: string;
  cluster: ClusterName;
}

async function apply(client: ClickHouseClient, migration: Migration & Definition): Promise<void> {
  await define(client, migration);
  await runStatement(client, {
    query: 'INSERT INTO migration (name) SELECT {name:String}',
    params: { name: migration.name },
  });
}

async function define(client: ClickHouseClient, { statement, cluster }: Definition): Promise<void> {
  for (const query of onCluster(statement, cluster)) await runStatement(client, { query });
}
