import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../cli/ducky.js', import.meta.url));
const READY = /Ducky is ready: (http:\S+)/;
const POLL_MS = 100;

/**
 * Runs the command line `ducky` as a child process to its end; the environment is the test's alone.
 */
export async function runDucky(args: readonly string[], env: Record<string, string>, input = '') {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { env: withPath(env) });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** A `ducky start` of the test's own. */
export interface StartedDucky {
  url: string;
  process: ChildProcess;
}

/** Runs `ducky start` as a child process and waits until it is ready. */
export async function startDucky(
  args: readonly string[],
  env: Record<string, string>,
): Promise<StartedDucky> {
  const child = spawn(process.execPath, [LAUNCHER, 'start', ...args], {
    env: withPath({ PORT: '0', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const url = READY.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    return { url, process: child };
  }
  throw new Error(`ducky start ended:\n${said.join('\n')}`);
}

/** Ids of the processes below `pid` whose command line matches, children of children included. */
export function processesBelow(pid: number, command: RegExp): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((match) =>
      match ? [{ pid: Number(match[1]), parent: Number(match[2]), args: match[3] ?? '' }] : [],
    );
  const below = new Set([pid]);
  for (let size = 0; size < below.size; ) {
    size = below.size;
    for (const entry of table) if (below.has(entry.parent)) below.add(entry.pid);
  }
  return table
    .filter((entry) => entry.pid !== pid && below.has(entry.pid) && command.test(entry.args))
    .map((entry) => entry.pid);
}

/** Polls until `read` gives something; the last resort of a test that watches another process. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 60_000,
): Promise<T> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(POLL_MS)) {
    const found = await read();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`${what} did not happen within ${timeoutMs} ms`);
}

function withPath(env: Record<string, string>): Record<string, string> {
  return { PATH: process.env.PATH ?? '', ...env };
}
