import { join } from 'node:path';

import type { Config } from '../../data/config.ts';
import { badInput } from '../../data/errors.ts';

/** The URLs of Postgres and ClickHouse for a worker; who starts embedded ones passes theirs on. */
export interface StoreAddresses {
  databaseUrl: string;
  clickhouseUrl: string;
}

/**
 * Reads the URLs of Postgres and ClickHouse from the configuration.
 * @throws AppError naming each variable that is missing.
 */
export function requireStores({ DATABASE_URL, CLICKHOUSE_URL }: Config): StoreAddresses {
  if (DATABASE_URL && CLICKHOUSE_URL) {
    return { databaseUrl: DATABASE_URL, clickhouseUrl: CLICKHOUSE_URL };
  }
  throw badInput('A worker does not start servers of its own; `npm start` does. Set:', [
    ...(DATABASE_URL ? [] : ['DATABASE_URL: the address of Postgres']),
    ...(CLICKHOUSE_URL ? [] : ['CLICKHOUSE_URL: the address of ClickHouse']),
  ]);
}

/** The directory below `DUCKY_HOME` for copies of the models' files; undefined without a home. */
export function modelsDirOf({ DUCKY_HOME }: Config): string | undefined {
  return DUCKY_HOME && join(DUCKY_HOME, 'models');
}
