import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';

import { UnrecoverableError, WaitingError } from 'bullmq';
import type { Logger } from 'pino';

import type { JobName } from '../contract.ts';
import type { ProgressEvent } from './relay.ts';
import { type JobRules, SHUTDOWN, type TakenJob } from './run.ts';
import { type Ending, newsSchema, type Order, type Stop } from './sandbox-messages.ts';

const ENTRY = new URL('./sandbox-process.ts', import.meta.url);

/** The timeouts of a sandbox process, in milliseconds. */
const LIMITS = {
  /** Loading the code and connecting takes a second or two, and longer where much else is done. */
  startMs: 60_000,
  /** For work to end after it was told to. */
  stopMs: 5_000,
  /** For work to store its failure after its time was over. */
  overtimeMs: 30_000,
};

/** What a sandbox process does its job with, and how it closes its connections. */
export interface SandboxWork<Name extends JobName> {
  rules: JobRules<Name>;
  log: Logger;
  close(): Promise<void>;
}

/** The default export of a sandboxed processor's file. */
export type OpenSandboxWork<Name extends JobName> = () => Promise<SandboxWork<Name>>;

export interface SandboxOptions {
  /** Its default export is an `OpenSandboxWork`. */
  file: URL;
  /** In place of those that sandboxes have. */
  limits?: Partial<typeof LIMITS>;
  tellProgress: (event: ProgressEvent) => void;
}

/**
 * A processor that does each job in a child process of its own: work that computes would block the
 * event loop and hold up all other work of its process. One that dies or hangs, from its very
 * start, fails its attempt and no more; BullMQ's own sandbox waits for ever for one that dies
 * before it has loaded.
 */
export function sandboxed(options: SandboxOptions) {
  return async (taken: TakenJob, token?: string, signal?: AbortSignal): Promise<void> => {
    const ending = await runInSandbox(taken, signal ?? new AbortController().signal, options);
    switch (ending.kind) {
      case 'done':
        return;
      case 'stopped':
        await taken.moveToWait(token);
        throw new WaitingError();
      case 'given up':
        throw new UnrecoverableError(ending.reason);
      case 'failed':
        throw new Error(ending.reason);
    }
  };
}

/**
 * Forks a process for the job, tells it when the job is cancelled, and kills it once the job has
 * ended or its time is over.
 */
async function runInSandbox(
  { data, attemptsMade, opts: { attempts } }: TakenJob,
  signal: AbortSignal,
  { file, limits, tellProgress }: SandboxOptions,
): Promise<Ending> {
  const { startMs, stopMs, overtimeMs } = { ...LIMITS, ...limits };
  const order: Order = { data, attemptsMade, opts: { attempts } };
  // Flags like `--inspect` are for this process alone.
  const child = fork(ENTRY, [file.href, JSON.stringify(order)], { execArgv: [] });
  const limit = openLimit();
  limit.set(startMs, failed(`It did not start within ${startMs / 1_000} s.`));
  const onBegun = (timeoutMs: number) => {
    if (!signal.aborted) limit.set(timeoutMs + overtimeMs, givenUp('It ignored its deadline.'));
  };
  const stop = () => {
    const told: Stop = { stop: signal.reason === SHUTDOWN ? SHUTDOWN : 'cancelled' };
    child.send(told, () => {});
    limit.set(stopMs, told.stop === SHUTDOWN ? STOPPED : givenUp('It was cancelled.'));
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([endingOf(child, { onBegun, tellProgress }), limit.over]);
  } finally {
    signal.removeEventListener('abort', stop);
    limit.clear();
    child.kill('SIGKILL');
  }
}

const STOPPED: Ending = { kind: 'stopped' };
const failed = (reason: string): Ending => ({ kind: 'failed', reason });
const givenUp = (reason: string): Ending => ({ kind: 'given up', reason });

interface Listeners {
  onBegun: (timeoutMs: number) => void;
  tellProgress: (event: ProgressEvent) => void;
}

/**
 * Listens to a sandbox process until it tells how the job ended; one that crashes or exits without
 * a word has failed.
 */
async function endingOf(
  child: ChildProcess,
  { onBegun, tellProgress }: Listeners,
): Promise<Ending> {
  const exited = once(child, 'exit');
  // Only one that never started has no exit, and the messages tell of that.
  exited.catch(() => {});
  for await (const [message] of on(child, 'message', { close: ['disconnect'] })) {
    const news = newsSchema.parse(message);
    if (news.kind === 'begun') onBegun(news.timeoutMs);
    else if (news.kind === 'progress') tellProgress(news.event);
    else return news;
  }
  const [code, signal] = await exited;
  return failed(`Its process ended by itself (${signal ?? `exit code ${code}`}).`);
}

/** A timeout that can be set again; `over` gives what the last one was set with. */
function openLimit() {
  const over = Promise.withResolvers<Ending>();
  let timer: NodeJS.Timeout | undefined;
  return {
    over: over.promise,
    set: (limitMs: number, ending: Ending) => {
      clearTimeout(timer);
      timer = setTimeout(() => over.resolve(ending), limitMs);
    },
    clear: () => clearTimeout(timer),
  };
}
