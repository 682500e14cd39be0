import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import type { Logger } from 'pino';

import { stopChild } from '../../data/embedded/child.ts';
import { type Supervised, supervise } from '../../data/embedded/supervisor.ts';
import type { Runtime } from './runtime.ts';

const PROGRAM = new URL('../../jobs/main.ts', import.meta.url);
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

export interface WorkerOptions {
  /** The worker's whole environment, addresses of the stores included. */
  env: NodeJS.ProcessEnv;
  /** File descriptor that takes what the worker prints, its log above all. */
  output: number;
  log: Logger;
  /** Told when the worker died again and again and is left dead. */
  onGiveUp: (error: Error) => void;
}

/** The environment of a worker process that works on these stores. */
export function workerEnv(
  runtime: Pick<Runtime, 'log' | 'home' | 'databaseUrl' | 'clickhouseUrl'>,
): NodeJS.ProcessEnv {
  const { log, home, databaseUrl, clickhouseUrl } = runtime;
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    CLICKHOUSE_URL: clickhouseUrl,
    DUCKY_HOME: home.dir,
    LOG_LEVEL: log.level,
  };
}

/** Runs the worker as a child process, and restarts it whenever it dies. */
export function startWorkerProcess(options: WorkerOptions): Promise<Supervised> {
  const { log, onGiveUp } = options;
  return supervise({ name: 'worker', start: () => startOnce(options), log, onGiveUp });
}

/** Forks the worker process, and stops it again where it does not become ready. */
async function startOnce({ env, output }: Pick<WorkerOptions, 'env' | 'output'>) {
  // Detached: a terminal's Ctrl-C reaches a whole process group, and only we decide when it stops.
  const stdio = ['ignore', output, output, 'ipc'] as const;
  const child = fork(PROGRAM, { env, detached: true, execArgv: [], stdio: [...stdio] });
  const exited = once(child, 'exit').then(() => {});
  const stop = () => stopChild(child, { exited, timeoutMs: STOP_TIMEOUT_MS });
  try {
    await ready(child, exited);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: '', pids: [child.pid ?? 0], exited, stop };
}

/** Waits for the first message of the worker; throws where it exits before, or times out. */
async function ready(child: ChildProcess, exited: Promise<void>): Promise<void> {
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  const ended = exited.then(() => {
    throw new Error(`The worker ended with ${child.exitCode ?? child.signalCode} while starting.`);
  });
  await Promise.race([once(child, 'message', { signal }), ended]);
}
