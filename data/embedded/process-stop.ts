import { setTimeout as sleep } from 'node:timers/promises';

/** PostgreSQL's own ladder: fast shutdown, immediate shutdown, and what cannot be refused. */
const LADDER: readonly [signal: NodeJS.Signals, patienceMs: number][] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];
const POLL_MS = 25;

/** Stops a PostgreSQL server by signals, gently first, SIGKILL last; returns once it is gone. */
export async function stopProcess(pid: number): Promise<void> {
  for (const [signal, patienceMs] of LADDER) {
    if (!isAlive(pid)) return;
    sendSignal(pid, signal);
    for (let waitedMs = 0; waitedMs < patienceMs && isAlive(pid); waitedMs += POLL_MS) {
      await sleep(POLL_MS);
    }
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may have ended in this very moment.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
