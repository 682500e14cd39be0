import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';

export interface ClickHouseOptions {
  /** Longest wait for one statement; 60 s unless given. */
  requestTimeoutMs?: number;
  /** Statements at once; 10 unless given. */
  maxConnections?: number;
}

/**
 * A client of the server at `url`, which may carry user, password and, as its path, the database:
 * `http://ducky:secret@host:8123/ducky`. Connects on first use; `client.close()` ends it.
 */
export function openClickHouse(url: string, options: ClickHouseOptions = {}): ClickHouseClient {
  return createClient({
    url,
    application: 'ducky',
    request_timeout: options.requestTimeoutMs ?? 60_000,
    max_open_connections: options.maxConnections ?? 10,
    // Errors are thrown, and logged by whoever asked; the client's own log holds the values asked for.
    log: { level: ClickHouseLogLevel.OFF },
  });
}

/**
 * Checks that ClickHouse can be reached and lets us in; throws where not, as the client's own ping
 * does not.
 */
export async function pingClickHouse(client: ClickHouseClient): Promise<void> {
  const ping = await client.ping({ select: true });
  if (!ping.success) throw ping.error;
}
