import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import type { EmbeddedServer } from './child.ts';

export interface SupervisorOptions {
  /** What is kept running, in words for a person. */
  name: string;
  /** Starts it, always in the same place with the same credentials. */
  start: () => Promise<EmbeddedServer>;
  /** Called once when it dies again and again and is left dead. */
  onGiveUp: (error: AppError) => void;
  log: Logger;
}

/** A server that is started again whenever it dies. */
export interface Supervised {
  url: string;
  /** Process ids at this moment. */
  pids(): readonly number[];
  /** Ends it for good; harmless when repeated. */
  stop(): Promise<void>;
}

const WINDOW_MS = 60_000;
const MAX_RESTARTS_IN_WINDOW = 5;
const FIRST_BACKOFF_MS = 50;

/**
 * Starts a server and restarts it whenever it dies, up to five times a minute; throws where the
 * first start fails.
 */
export async function supervise(options: SupervisorOptions): Promise<Supervised> {
  let server = await options.start();
  const stopping = new AbortController();
  const keepRunning = async () => {
    const restartedAtMs: number[] = [];
    for (;;) {
      await server.exited;
      if (stopping.signal.aborted) return;
      options.log.error({ server: options.name }, 'process died, starting it again');
      const next = await restart(options, { restartedAtMs, signal: stopping.signal });
      if (!next) return;
      server = next;
      if (stopping.signal.aborted) await server.stop();
    }
  };
  const watching = keepRunning();
  return {
    url: server.url,
    pids: () => server.pids,
    async stop() {
      stopping.abort();
      await server.stop();
      await watching;
    },
  };
}

interface RestartHistory {
  /** When it was restarted, milliseconds since the epoch, oldest first. */
  restartedAtMs: number[];
  signal: AbortSignal;
}

/** Restarts a server, waiting longer each time; undefined where it gives up or is to stop. */
async function restart(
  { name, start, onGiveUp, log }: SupervisorOptions,
  { restartedAtMs, signal }: RestartHistory,
): Promise<EmbeddedServer | undefined> {
  for (;;) {
    const recent = restartedAtMs.filter((atMs) => Date.now() - atMs < WINDOW_MS).length;
    if (recent >= MAX_RESTARTS_IN_WINDOW) {
      const message = `${name} died ${recent + 1} times in a minute and stays stopped.`;
      const error = new AppError('unavailable', `${message} The log says why.`);
      log.fatal({ server: name, err: error }, 'process given up');
      onGiveUp(error);
      return undefined;
    }
    await sleep(FIRST_BACKOFF_MS * 2 ** recent, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
    restartedAtMs.push(Date.now());
    try {
      return await start();
    } catch (error) {
      log.error({ server: name, err: error }, 'process did not start again');
    }
  }
}
