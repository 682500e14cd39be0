import type pg from 'pg';

import { openClickHouse } from './clickhouse/client.ts';
import { migrateClickHouse } from './clickhouse/migrate.ts';
import type { Config } from './config.ts';
import { withPostgresLock } from './postgres/lock.ts';
import { migratePostgres } from './postgres/migrate.ts';
import { withPostgresRetry } from './postgres/retry.ts';

/** A table made from a history of 100 million rows takes some minutes. */
const STATEMENT_TIMEOUT_MS = 3_600_000;

/**
 * Migrates Postgres and ClickHouse to this version's schema; any number of processes may do so at
 * once, and a database that is still starting is waited for. ClickHouse has no lock of its own, so
 * Postgres lends it one. Throws AppError `unavailable` where a store cannot be reached.
 */
export async function migrateStores(
  pool: pg.Pool,
  clickhouseUrl: string,
  config: Pick<Config, 'CLICKHOUSE_CLUSTER' | 'RETENTION_DAYS'>,
): Promise<void> {
  await withPostgresRetry(() => migratePostgres(pool));
  const clickhouse = openClickHouse(clickhouseUrl, { requestTimeoutMs: STATEMENT_TIMEOUT_MS });
  try {
    await migrateClickHouse(clickhouse, {
      cluster: config.CLICKHOUSE_CLUSTER,
      retentionDays: config.RETENTION_DAYS,
      withLock: (work) => withPostgresLock(pool, 'migrate ClickHouse', work),
    });
  } finally {
    await clickhouse.close();
  }
}
