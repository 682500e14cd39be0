import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import pg from 'pg';

/** A PostgreSQL database of the test's own. */
export interface TestPostgres {
  url: string;
  pool: pg.Pool;
}

/** A ClickHouse database of the test's own. */
export interface TestClickHouse {
  /** Carries the database as its path. */
  url: string;
  client: ClickHouseClient;
}

/** A Redis shared with other tests: every key must begin with `prefix`. */
export interface TestRedis {
  url: string;
  prefix: string;
}

/** Makes an empty PostgreSQL database, dropped when the test has ended. */
export async function testPostgres(t: TestContext): Promise<TestPostgres> {
  const serverUrl = requiredUrl('TEST_DATABASE_URL');
  const name = uniqueName();
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = withDatabase(serverUrl, name);
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  cleanUpLast(t, async () => {
    await pool.end();
    await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return { url, pool };
}

/** Makes an empty ClickHouse database, dropped when the test has ended. */
export async function testClickHouse(t: TestContext): Promise<TestClickHouse> {
  const serverUrl = requiredUrl('TEST_CLICKHOUSE_URL');
  const name = uniqueName();
  const log = { level: ClickHouseLogLevel.OFF };
  const admin = createClient({ url: serverUrl, log });
  await admin.command({ query: `CREATE DATABASE ${name}` });
  const url = withDatabase(serverUrl, name);
  const client = createClient({ url, log });
  cleanUpLast(t, async () => {
    await client.close();
    await admin.command({ query: `DROP DATABASE ${name} SYNC` });
    await admin.close();
  });
  return { url, client };
}

/** The shared Redis, or undefined, the test then being skipped, where the machine has none. */
export function testRedis(t: TestContext): TestRedis | undefined {
  const url = redisUrl();
  if (url) return { url, prefix: uniqueName() };
  t.skip('redis-server is not installed');
  return undefined;
}

/** Address of the run's Redis; undefined where the machine has none. */
function redisUrl(): string | undefined {
  return process.env.TEST_REDIS_URL;
}

function requiredUrl(variable: 'TEST_DATABASE_URL' | 'TEST_CLICKHOUSE_URL'): string {
  const url = process.env[variable];
  if (url) return url;
  throw new Error(
    `${variable} is not set: this test needs the servers that "npm test -- <file>" starts.`,
  );
}

/**
 * Hooks run in the order in which they were registered, so this one registers its work when its
 * own turn has come: behind the hooks of the test, which may still use the database.
 */
function cleanUpLast(t: TestContext, cleanUp: () => Promise<void>): void {
  t.after(() => t.after(cleanUp));
}

function uniqueName(): string {
  return `test_${randomUUID().replaceAll('-', '')}`;
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
