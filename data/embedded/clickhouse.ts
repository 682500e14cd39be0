import type { Logger } from 'pino';
import { ENGINE_THREADS } from './chdb-limits.ts';
import type { ChdbServerConfig } from './chdb-server.ts';
import { type EmbeddedServer, startChild } from './child.ts';

export interface ClickHouseOptions {
  /** Absolute directory of the data, made where missing. */
  dir: string;
  /** Port on 127.0.0.1. */
  port: number;
  password: string;
  log: Logger;
}

const USER = 'default';
const MEMORY_LIMIT_BYTES = 2 * 1024 ** 3;
const START_TIMEOUT_MS = 60_000;

/** Starts the embedded ClickHouse (chDB behind its own HTTP interface) in a child process. */
export async function startClickHouse(options: ClickHouseOptions): Promise<EmbeddedServer> {
  const { dir, port, password, log } = options;
  const config: ChdbServerConfig = {
    dir,
    port,
    user: USER,
    password,
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
  };
  const child = await startChild({
    name: 'ClickHouse',
    entry: new URL('./chdb-server.ts', import.meta.url),
    config,
    env: { UV_THREADPOOL_SIZE: String(ENGINE_THREADS) },
    startTimeoutMs: START_TIMEOUT_MS,
    log,
  });
  return { ...child, url: `http://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/` };
}
