import { fileURLToPath } from 'node:url';

/** What a child program holds while it runs. */
export interface RunningProgram {
  /** Processes it started, which end with it. */
  pids: readonly number[];
  /** Settles when what it serves has ended by itself. */
  ended?: Promise<void>;
  stop(): Promise<void>;
}

/** What the parent sends first: the configuration, secrets included, kept off the command line. */
export interface StartMessage {
  config: unknown;
}

/** What the child answers once. */
export type ChildMessage = { ready: { pids: readonly number[] } } | { failed: string };

/** True in the process that was started with this module as its program. */
export function isProgram(moduleUrl: string): boolean {
  return process.argv[1] === fileURLToPath(moduleUrl);
}

const STOP_TIMEOUT_MS = 22_000;

/**
 * Runs a child process's life: takes its configuration from the parent, starts, answers, and stops
 * cleanly on SIGTERM, on SIGINT, and when the parent is gone, however it died.
 */
export function runChildProgram<Config>(start: (config: Config) => Promise<RunningProgram>): void {
  let starting: Promise<RunningProgram> | undefined;
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // A running statement can hold an ordinary exit up; nothing holds this one up.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), STOP_TIMEOUT_MS).unref();
    void stopProgram(starting).then((code) => process.exit(code));
  };
  for (const event of ['disconnect', 'SIGTERM', 'SIGINT']) process.once(event, stop);
  // A dead parent closes our output too; that must not end us before we have stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.once('message', (message: StartMessage) => {
    // The parent is our own code: it sends the configuration this program declares.
    starting = start(message.config as Config);
    starting.then(
      ({ pids, ended }) => {
        send({ ready: { pids } });
        void ended?.then(stop);
      },
      (error: unknown) => {
        send({ failed: error instanceof Error ? error.message : String(error) });
        stop();
      },
    );
  });
}

/** Stops the program, once it has started; returns the exit code. */
async function stopProgram(starting: Promise<RunningProgram> | undefined): Promise<number> {
  try {
    const program = await starting;
    await program?.stop();
    return 0;
  } catch {
    return 1;
  }
}

function send(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}
