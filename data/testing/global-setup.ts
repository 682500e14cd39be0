import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { startEmbedded } from '../embedded/services.ts';
import { openHome } from '../home.ts';
import { startRedis } from './redis.ts';

const closers: (() => Promise<void>)[] = [];

/** Starts, once for a whole test run, the servers whose addresses `databases.ts` reads. */
export async function globalSetup(): Promise<void> {
  try {
    await startServers();
  } catch (error) {
    await globalTeardown();
    throw error;
  }
}

/** Stops what `globalSetup` started, last to first. */
export async function globalTeardown(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

async function startServers(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'ducky-test-'));
  closers.push(() => rm(dir, { recursive: true, force: true }));
  const home = await openHome(dir);
  const log = pino({ level: 'warn' }, pino.destination(2));
  const services = await startEmbedded({ home, postgres: true, clickhouse: true, log });
  closers.push(() => services.close());
  await forgetDurability(services.databaseUrl ?? '');
  process.env.TEST_DATABASE_URL = services.databaseUrl;
  process.env.TEST_CLICKHOUSE_URL = services.clickhouseUrl;

  const redis = await startRedis();
  if (redis) {
    closers.push(() => redis.stop());
    process.env.TEST_REDIS_URL = redis.url;
  } else if (process.env.CI) {
    throw new Error('CI must test with Redis too: install redis-server.');
  }
}

/** Turns fsync off: what the tests store need not outlive a power failure. */
async function forgetDurability(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('ALTER SYSTEM SET fsync = off');
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}
