import pg from 'pg';
import type { Logger } from 'pino';

const DATE_OID = 1082;

export interface PostgresOptions {
  url: string;
  log: Logger;
  maxConnections?: number;
  /** Kept open while nobody needs them, so that none has to log in first; none unless given. */
  idleConnections?: number;
  /** For one query, which then fails as one whose connection was lost; for ever unless given. */
  queryTimeoutMs?: number;
  /** Schema that unqualified names resolve to. */
  schema?: string;
}

/**
 * Opens a Postgres connection pool that survives a restart of the server: a broken connection is
 * dropped with a log line, and the next query opens a new one. DATE columns come back as
 * `YYYY-MM-DD`.
 */
export function openPostgres({
  url,
  log,
  maxConnections = 10,
  idleConnections,
  queryTimeoutMs,
  schema,
}: PostgresOptions): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(DATE_OID, (value) => value);
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    ...(idleConnections && { min: idleConnections }),
    ...(queryTimeoutMs && { query_timeout: queryTimeoutMs }),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types,
    ...(schema && { options: `-c search_path=${schema}` }),
  });
  // A connection in use that breaks between two queries reports to itself only, and would end us.
  pool.on('connect', (client) =>
    client.on('error', ({ message: reason }) => {
      if (!pool.ending) log.warn({ reason }, 'Postgres connection lost');
    }),
  );
  // The pool repeats what an idle connection has reported already.
  pool.on('error', () => undefined);
  return pool;
}

/** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}
