import type pg from 'pg';

import { Semaphore } from '../semaphore.ts';
import { inTransaction } from './client.ts';

const semaphores = new WeakMap<pg.Pool, Semaphore>();

/**
 * Runs `work` under a named advisory lock of Postgres, so that only one process at a time does it.
 * The lock goes with its transaction, so a killed holder never blocks the next, and a pooler in
 * between that shares out connections by transaction does no harm.
 */
export async function withPostgresLock<T>(
  pool: pg.Pool,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  return gateOf(pool).run(() =>
    inTransaction(pool, async (client) => {
      await holdLock(client, name);
      return work();
    }),
  );
}

/**
 * Takes the named advisory lock, waiting until nobody else holds it, for the rest of the
 * transaction.
 */
export function holdLock(client: pg.PoolClient, name: string): Promise<void> {
  return holdLocks(client, [name]);
}

/** As `holdLock`, one after the other in the order given. */
export async function holdLocks(client: pg.PoolClient, names: readonly string[]): Promise<void> {
  await client.query(
    `select pg_advisory_xact_lock(hashtextextended('ducky ' || name, 0))
     from unnest($1::text[]) as wanted (name)`,
    [names],
  );
}

/** A lock holds a connection; half of them are left to the work under the locks. */
function gateOf(pool: pg.Pool): Semaphore {
  const semaphore =
    semaphores.get(pool) ?? new Semaphore(Math.max(1, Math.floor(pool.options.max / 2)));
  semaphores.set(pool, semaphore);
  return semaphore;
}
