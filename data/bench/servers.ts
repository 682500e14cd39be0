import { join } from 'node:path';

import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import type { Logger } from 'pino';

import { openClickHouse } from '../clickhouse/client.ts';
import { startEmbedded } from '../embedded/services.ts';
import { type Home, openHome } from '../home.ts';
import { migrateStores } from '../migrate.ts';
import { openPostgres } from '../postgres/client.ts';

/** What every bench is given. */
export interface BenchOptions {
  /** Folder of the homes measured in, one a history. */
  dir: string;
  log: Logger;
  /** Told what is going on; `fraction` is 0 to 1, or null where it cannot be told. */
  onProgress: (step: string, fraction: number | null) => void;
  signal: AbortSignal;
}

/** Servers of a home of their own. */
export interface BenchServers {
  home: Home;
  pool: pg.Pool;
  databaseUrl: string;
  clickhouse: ClickHouseClient;
  clickhouseUrl: string;
  clickhousePid: number;
}

/** Statements on a hundred million rows may take their time. */
const REQUEST_TIMEOUT_MS = 600_000;

/** Runs `work` on the servers of the home `name`, which are started before and stopped after it. */
export async function withServers<T>(
  name: string,
  { dir, log }: BenchOptions,
  work: (servers: BenchServers) => Promise<T>,
): Promise<T> {
  const home = await openHome(join(dir, name));
  const services = await startEmbedded({ home, postgres: true, clickhouse: true, log });
  try {
    const { databaseUrl = '', clickhouseUrl = '', pids } = services;
    const pool = openPostgres({ url: databaseUrl, log });
    const clickhouse = openClickHouse(clickhouseUrl, { requestTimeoutMs: REQUEST_TIMEOUT_MS });
    try {
      await migrateStores(pool, clickhouseUrl, {});
      // The last of the servers started.
      const clickhousePid = pids.at(-1) ?? 0;
      return await work({ home, pool, databaseUrl, clickhouse, clickhouseUrl, clickhousePid });
    } finally {
      await Promise.all([pool.end(), clickhouse.close()]);
    }
  } finally {
    await services.close();
  }
}
