import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Engine, type EngineOptions } from './chdb-engine.ts';
import { httpInterface } from './chdb-http.ts';
import { Sessions } from './chdb-sessions.ts';
import { isProgram, type RunningProgram, runChildProgram } from './child-program.ts';
import { Spool } from './spooled-insert.ts';

/** Parameters travel in the address: as long a one as ClickHouse takes. */
const MAX_HEADER_BYTES = 1024 * 1024;

export interface ChdbServerConfig {
  /** Absolute directory of the data. */
  dir: string;
  /** Port on 127.0.0.1. */
  port: number;
  user: string;
  password: string;
  memoryLimitBytes: number;
}

const OPEN_ATTEMPTS = 20;
const RETRY_MS = 500;

/** Serves ClickHouse's HTTP interface over chDB on the loopback until stopped. */
export async function serveChdb(config: ChdbServerConfig): Promise<RunningProgram> {
  const { dir, port, user, password, memoryLimitBytes } = config;
  const engine = await openWhenFree({ dir, memoryLimitBytes });
  const spool = await Spool.open(`${dir}-spool`);
  const sessions = new Sessions(engine);
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES },
    httpInterface({ engine, sessions, spool, credentials: { user, password } }),
  );
  // A long insert is one request; the client, not the server, decides when it took too long.
  server.requestTimeout = 0;
  await listen(server, port);
  return {
    pids: [],
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      sessions.close();
      await engine.close();
    },
  };
}

/**
 * Opens the data directory, retrying while it is locked: a server whose parent was killed may hold
 * it for another moment.
 */
async function openWhenFree(options: EngineOptions): Promise<Engine> {
  for (let attempt = 1; attempt < OPEN_ATTEMPTS; attempt += 1) {
    try {
      return new Engine(options);
    } catch {
      await sleep(RETRY_MS);
    }
  }
  return new Engine(options);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

if (isProgram(import.meta.url)) runChildProgram(serveChdb);
