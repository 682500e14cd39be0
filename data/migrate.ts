import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { migrateClickHouse } from './clickhouse/migrate.ts';
import type { Config } from './config.ts';
import { withPostgresLock } from './postgres/lock.ts';
import { migratePostgres } from './postgres/migrate.ts';
import { withPostgresRetry } from './postgres/retry.ts';

/**
 * Brings both stores to this version's schema; any number of processes may do so at once, and a
 * database that is still starting is waited for. ClickHouse has no lock of its own, so Postgres
 * lends it one. Throws AppError `unavailable` where a store cannot be reached.
 */
export async function migrateStores(
  pool: pg.Pool,
  clickhouse: ClickHouseClient,
  config: Pick<Config, 'CLICKHOUSE_CLUSTER' | 'RETENTION_DAYS'>,
): Promise<void> {
  await withPostgresRetry(() => migratePostgres(pool));
  await migrateClickHouse(clickhouse, {
    cluster: config.CLICKHOUSE_CLUSTER,
    retentionDays: config.RETENTION_DAYS,
    withLock: (work) => withPostgresLock(pool, 'migrate ClickHouse', work),
  });
}
