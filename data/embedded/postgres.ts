import type { Logger } from 'pino';
import { type EmbeddedServer, startChild } from './child.ts';
import { POSTGRES_USER } from './postgres-cluster.ts';
import type { PostgresKeeperConfig } from './postgres-keeper.ts';

/** The password is set when the data are made: the same one must be given ever after. */
export interface PostgresOptions extends PostgresKeeperConfig {
  log: Logger;
}

/** The first start makes the data and may copy 60 MB of programs. */
const START_TIMEOUT_MS = 120_000;

/** Starts PostgreSQL on the loopback under a keeper process, which stops it when we are gone. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedServer> {
  const { log, ...config } = options;
  const child = await startChild({
    name: 'PostgreSQL',
    entry: new URL('./postgres-keeper.ts', import.meta.url),
    config,
    startTimeoutMs: START_TIMEOUT_MS,
    log,
  });
  const secret = encodeURIComponent(config.password);
  return {
    ...child,
    url: `postgres://${POSTGRES_USER}:${secret}@127.0.0.1:${config.port}/postgres`,
  };
}
