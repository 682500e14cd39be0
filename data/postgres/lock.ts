import type pg from 'pg';

/**
 * Runs `work` while no other process holds the same named lock on this database.
 * The lock goes with its connection, so a killed holder never blocks the next.
 */
export async function withPostgresLock<T>(
  pool: pg.Pool,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const key = [`ducky ${name}`];
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', key);
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', key);
    }
  } finally {
    client.release();
  }
}
