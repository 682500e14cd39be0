import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import type { ChildMessage, StartMessage } from './child-program.ts';

export interface ChildOptions {
  /** What it is, in words for a person. */
  name: string;
  /** The program, a module that calls `runChildProgram`. */
  entry: URL;
  config: unknown;
  /** Variables beside the few that every child gets. */
  env?: Record<string, string>;
  startTimeoutMs: number;
  log: Logger;
}

/** A running embedded server, seen from the process that started it. */
export interface EmbeddedServer {
  /** Where clients connect, user and password included. */
  url: string;
  /** The child's id, then those of what it started. */
  pids: readonly number[];
  /** Settles when the child has ended, whatever the reason. */
  exited: Promise<void>;
  /** Ends the server cleanly; harmless when repeated. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 25_000;

// Nothing of our own environment is handed down: it may hold tokens.
const CHILD_ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' };

/** Starts a child program and waits until it serves; throws `unavailable` where it cannot. */
export async function startChild(options: ChildOptions): Promise<Omit<EmbeddedServer, 'url'>> {
  const child = fork(options.entry, {
    env: { ...CHILD_ENV, ...options.env },
    execArgv: [],
    // A terminal's Ctrl+C reaches a whole process group; only we decide when a server stops.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('error', (error) => options.log.error({ err: error, server: options.name }));
  const lastLines = forwardOutput(child, options);
  const stop = () => stopChild(child, { exited, timeoutMs: STOP_TIMEOUT_MS });
  try {
    const message: StartMessage = { config: options.config };
    const answer = await handshake(child, { message, timeoutMs: options.startTimeoutMs });
    if ('failed' in answer) throw new Error(answer.failed);
    return { pids: [child.pid ?? 0, ...answer.ready.pids], exited, stop };
  } catch (error) {
    await stop();
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('unavailable', `The embedded ${options.name} did not start: ${detail}`, {
      problems: lastLines(),
      cause: error,
    });
  }
}

/** Sends the child its configuration and waits for its answer; throws where it ends, or is late. */
async function handshake(
  child: ChildProcess,
  { message, timeoutMs }: { message: StartMessage; timeoutMs: number },
): Promise<ChildMessage> {
  const signal = AbortSignal.timeout(timeoutMs);
  const answered = once(child, 'message', { signal });
  const ended = once(child, 'exit', { signal }).then(([code, killedBy]) => {
    throw new Error(`it ended with ${code ?? killedBy}.`);
  });
  child.send(message);
  const [answer] = await Promise.race([answered, ended]);
  return answer as ChildMessage;
}

export interface StopOptions {
  /** Settles when the child has ended. */
  exited: Promise<void>;
  /** How long it may take to end cleanly before it is killed. */
  timeoutMs: number;
}

/** Ends a child process cleanly, or by force when it takes too long; harmless when repeated. */
export async function stopChild(
  child: ChildProcess,
  { exited, timeoutMs }: StopOptions,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return exited;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  await exited;
  clearTimeout(timer);
}

/** Logs what the child prints; returns a reader of its last lines, for an error. */
function forwardOutput(child: ChildProcess, { name, log }: ChildOptions): () => string[] {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 5) last.shift();
      log.debug({ server: name }, line);
    });
  }
  return () => [...last];
}
