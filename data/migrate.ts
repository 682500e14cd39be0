import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { migrateClickHouse } from './clickhouse/migrate.ts';
import { withPostgresLock } from './postgres/lock.ts';
import { migratePostgres } from './postgres/migrate.ts';

/**
 * Brings both stores to this version's schema; any number of processes may do so at once.
 * ClickHouse has no lock of its own, so Postgres lends it one.
 */
export async function migrateStores(pool: pg.Pool, clickhouse: ClickHouseClient): Promise<void> {
  await migratePostgres(pool);
  await migrateClickHouse(clickhouse, {
    withLock: (work) => withPostgresLock(pool, 'migrate ClickHouse', work),
  });
}
