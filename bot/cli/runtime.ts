import { fileURLToPath } from 'node:url';

import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import type { Logger } from 'pino';

import { openClickHouse } from '../../data/clickhouse/client.ts';
import type { Config } from '../../data/config.ts';
import { startEmbedded } from '../../data/embedded/services.ts';
import { defaultHome, type Home, openHome, readRunning } from '../../data/home.ts';
import { migrateStores } from '../../data/migrate.ts';
import { openPostgres } from '../../data/postgres/client.ts';
import { createLog, readEnvironment } from './environment.ts';

/** The folder that Ducky runs from. */
export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the stores are, user and password included. */
export interface StoreAddresses {
  databaseUrl: string;
  clickhouseUrl: string;
}

/** The stores, brought up to this version's schema. */
export interface Stores extends StoreAddresses {
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
}

/** What a command needs of the world; closing it stops what it started itself. */
export interface Runtime extends Stores {
  config: Config;
  home: Home;
  log: Logger;
  /** True where this command started the servers, so that nobody else works on their queues. */
  isAlone: boolean;
  close(): Promise<void>;
}

export type Closer = () => Promise<void> | void;

/** Shuts down what was opened, last to first: each closer runs, and the first error is thrown. */
export async function closeAll(closers: Closer[]): Promise<void> {
  const errors: unknown[] = [];
  for (const close of closers.splice(0).reverse()) {
    await Promise.resolve()
      .then(close)
      .catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw errors[0];
}

/** The directory of the home that the configuration names; it may not exist yet. */
export function configuredHomeDir(): string {
  return defaultHome(process.env, CHECKOUT);
}

/** The home that the configuration names, made where missing. */
export function openConfiguredHome(): Promise<Home> {
  return openHome(configuredHomeDir());
}

/** Connects to both stores and migrates them; closing is pushed to `closers`. */
export async function openStores(
  addresses: StoreAddresses,
  { config, log, closers }: { config: Config; log: Logger; closers: Closer[] },
): Promise<Stores> {
  const pool = openPostgres({ url: addresses.databaseUrl, log });
  closers.push(() => pool.end());
  const clickhouse = openClickHouse(addresses.clickhouseUrl);
  closers.push(() => clickhouse.close());
  await migrateStores(pool, addresses.clickhouseUrl, config);
  return { ...addresses, pool, clickhouse };
}

/**
 * Opens what a command works with: the servers the configuration names, those of a running
 * `ducky start` on the same home, or else its own embedded ones, stopped again at the end.
 */
async function openRuntime(): Promise<Runtime> {
  const config = readEnvironment();
  const log = createLog(config);
  const closers: Closer[] = [];
  try {
    const home = await openConfiguredHome();
    const found = await findServers(config, home);
    const addresses = found ?? (await startMissingServers({ config, home, log, closers }));
    const stores = await openStores(addresses, { config, log, closers });
    const isAlone = found === undefined;
    return { ...stores, config, home, log, isAlone, close: () => closeAll(closers) };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

/** Runs `work` with a runtime that is closed afterwards, whatever happened. */
export async function withRuntime<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const runtime = await openRuntime();
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

/** The servers that run already: configured ones, or those of a `ducky start` on this home. */
async function findServers(config: Config, home: Home): Promise<StoreAddresses | undefined> {
  const running = await readRunning(home);
  const databaseUrl = config.DATABASE_URL ?? running?.databaseUrl;
  const clickhouseUrl = config.CLICKHOUSE_URL ?? running?.clickhouseUrl;
  return databaseUrl && clickhouseUrl ? { databaseUrl, clickhouseUrl } : undefined;
}

interface ServerOptions {
  config: Config;
  home: Home;
  log: Logger;
  closers: Closer[];
  onProgress?: (message: string) => void;
  /** Told of a server that cannot be kept running. */
  onGiveUp?: (error: Error) => void;
}

/** Starts the embedded servers for whatever store the configuration does not name. */
export async function startMissingServers(options: ServerOptions): Promise<StoreAddresses> {
  const { config, home, log, closers, onProgress, onGiveUp } = options;
  const embedded = await startEmbedded({
    home,
    postgres: !config.DATABASE_URL,
    clickhouse: !config.CLICKHOUSE_URL,
    log,
    ...(onProgress && { onProgress }),
    ...(onGiveUp && { onGiveUp }),
  });
  closers.push(() => embedded.close());
  const databaseUrl = config.DATABASE_URL ?? embedded.databaseUrl;
  const clickhouseUrl = config.CLICKHOUSE_URL ?? embedded.clickhouseUrl;
  if (!databaseUrl || !clickhouseUrl) throw new Error('every store is configured or embedded');
  return { databaseUrl, clickhouseUrl };
}
