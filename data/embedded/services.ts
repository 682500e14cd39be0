import { join } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import { forgetRunning, type Home, readRunning } from '../home.ts';
import type { EmbeddedServer } from './child.ts';
import { startClickHouse } from './clickhouse.ts';
import { freePort } from './free-port.ts';
import { takeHomeLock } from './home-lock.ts';
import { startPostgres } from './postgres.ts';
import { type Supervised, supervise } from './supervisor.ts';

export interface EmbeddedOptions {
  home: Home;
  /** Which servers to start; the others are somebody else's. */
  postgres: boolean;
  clickhouse: boolean;
  log: Logger;
  /** Told, in a few words, what is being done. */
  onProgress?: (message: string) => void;
  /** Told once for each server that cannot be kept running. */
  onGiveUp?: (error: AppError) => void;
}

export interface EmbeddedServices {
  /** Address with user and password, where PostgreSQL was wanted. */
  databaseUrl?: string;
  /** Address with user and password, where ClickHouse was wanted. */
  clickhouseUrl?: string;
  /** Ids of the processes running now. */
  readonly pids: readonly number[];
  /** Stops the servers and frees the home; harmless when repeated. */
  close(): Promise<void>;
}

const PORT_ATTEMPTS = 3;

/**
 * Starts the embedded databases that are wanted on this home, PostgreSQL and ClickHouse, and keeps
 * them running. Throws `conflict` where another process runs servers on it, `unavailable` where one
 * of them cannot be started.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServices> {
  const unlock = await lockHome(options);
  const wanted = [
    options.postgres ? supervisePostgres(options) : undefined,
    options.clickhouse ? superviseClickHouse(options) : undefined,
  ];
  const outcomes = await Promise.allSettled(wanted);
  const running = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' && outcome.value ? [outcome.value] : [],
  );
  const closeAll = async () => {
    await Promise.all(running.map((server) => server.stop()));
    unlock();
  };
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await closeAll();
    throw failure.reason;
  }
  const [postgres, clickhouse] = await Promise.all(wanted);
  let closing: Promise<void> | undefined;
  return {
    ...(postgres ? { databaseUrl: postgres.url } : {}),
    ...(clickhouse ? { clickhouseUrl: clickhouse.url } : {}),
    get pids() {
      return running.flatMap((server) => server.pids());
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** Locks the home for this process; throws `conflict` where another one runs servers on it. */
async function lockHome({ home, postgres, clickhouse }: EmbeddedOptions): Promise<() => void> {
  if (!postgres && !clickhouse) return () => undefined;
  const unlock = takeHomeLock(home.dir);
  if (unlock) {
    await forgetRunning(home);
    return unlock;
  }
  const owner = await readRunning(home);
  const who = owner ? `process ${owner.pid}` : 'another process';
  throw new AppError(
    'conflict',
    `The home ${home.dir} is in use by ${who}. Stop that one, or set DUCKY_HOME to another directory.`,
    { retryable: true },
  );
}

async function supervisePostgres(options: EmbeddedOptions): Promise<Supervised> {
  const { home, log } = options;
  return superviseOnPort('PostgreSQL', options, (port) =>
    startPostgres({
      dir: home.folders.postgres,
      port,
      password: home.secrets.postgresPassword,
      log,
    }),
  );
}

async function superviseClickHouse(options: EmbeddedOptions): Promise<Supervised> {
  const { home, log } = options;
  const dir = join(home.folders.clickhouse, 'data');
  return superviseOnPort('ClickHouse', options, (port) =>
    startClickHouse({ dir, port, password: home.secrets.clickhousePassword, log }),
  );
}

/**
 * Starts a server on a free port, chosen once, and supervises it; a race for the port at the first
 * start means the next free one.
 */
async function superviseOnPort(
  name: string,
  { log, onProgress, onGiveUp }: EmbeddedOptions,
  start: (port: number) => Promise<EmbeddedServer>,
): Promise<Supervised> {
  onProgress?.(`Starting ${name}`);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return await supervise({
        name,
        start: () => start(port),
        onGiveUp: (error) => onGiveUp?.(error),
        log,
      });
    } catch (error) {
      const taken = error instanceof Error && /EADDRINUSE|TCP\/IP sockets/.test(error.message);
      if (!taken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}
