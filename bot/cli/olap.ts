import type { ClickHouseClient } from '@clickhouse/client';
import type { Logger } from 'pino';

import type { Config } from '../../data/config.ts';
import { derivedKey } from '../../data/embedded/home-secrets.ts';
import { AppError } from '../../data/errors.ts';
import { BRIDGE_CATALOGUE } from '../../data/fdw/bridge-catalogue.ts';
import { installOlap } from '../../data/fdw/install.ts';
import { postgresFdw } from '../../data/fdw/postgres-fdw.ts';
import type { Home } from '../../data/home.ts';
import { type PgBridge, startPgBridge } from '../../data/pg-bridge/bridge.ts';
import { say } from './output.ts';
import type { Closer, Stores } from './runtime.ts';

/** The bridge's port where none is configured, in a process of its own. */
export const USUAL_BRIDGE_PORT = 19_005;

const LOOPBACK = '127.0.0.1';

/** The bridge's password: OLAP_BRIDGE_PASSWORD, else the home's own. */
export function bridgePassword({ OLAP_BRIDGE_PASSWORD }: Config, { secrets }: Home): string {
  const ofHome = () => Buffer.from(derivedKey(secrets, 'ducky olap bridge')).toString('base64url');
  return OLAP_BRIDGE_PASSWORD ?? ofHome();
}

interface BridgeParts {
  config: Config;
  home: Home;
  log: Logger;
  clickhouse: ClickHouseClient;
  host: string;
  /** 0 for any free one. */
  port: number;
}

/** Starts the bridge through which Postgres asks ClickHouse. */
export async function openBridge({ config, home, ...parts }: BridgeParts): Promise<PgBridge> {
  const password = bridgePassword(config, home);
  try {
    return await startPgBridge({ ...parts, catalogue: BRIDGE_CATALOGUE, password });
  } catch (cause) {
    const where = `${parts.host}:${parts.port}`;
    const what = `The bridge, which serves the schema olap, cannot listen at ${where}.`;
    const advice = 'Set OLAP_BRIDGE_PORT to a free port.';
    throw new AppError('unavailable', `${what} ${advice}`, { cause });
  }
}

interface OlapParts {
  config: Config;
  home: Home;
  log: Logger;
  stores: Stores;
  closers: Closer[];
}

/**
 * Installs the schema `olap`, the history as foreign tables, in the embedded Postgres, over a
 * bridge of this process. A Postgres elsewhere may not reach that, and is left to `ducky
 * olap install`. Ducky itself does without: what keeps people from the schema is told, no more.
 */
export async function openOlap(parts: OlapParts): Promise<void> {
  if (parts.config.DATABASE_URL) return;
  await serveOlap(parts).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    say(error.userMessage);
  });
}

async function serveOlap({ stores, closers, ...parts }: OlapParts): Promise<void> {
  const { config, home } = parts;
  const { pool, clickhouse } = stores;
  const port = config.OLAP_BRIDGE_PORT ?? 0;
  const bridge = await openBridge({ ...parts, clickhouse, host: LOOPBACK, port });
  closers.push(() => bridge.close());
  const address = { host: LOOPBACK, port: bridge.port, password: bridgePassword(config, home) };
  await installOlap(pool, { wrapper: postgresFdw(address), timeZone: config.REPORTING_TIME_ZONE });
}
