import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { eventually } from '../../testing/started-ducky.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LAST_LINES = 20;
/** Several start at once, and compile what they load. */
const START_TIMEOUT_MS = 120_000;

/** What a container runs, without the container. */
export interface Program {
  /** The entry point and its arguments; the first is `node`. */
  args: readonly string[];
  /** The whole environment. */
  env: Readonly<Record<string, string>>;
}

/** A running process that is to stay up: its health and its exit code. */
export interface Container {
  process: ChildProcess;
  /** Resolves once `/healthz` answers; rejects where the process ends before. */
  well: Promise<void>;
  /** Its exit code, once it has one; null where a signal ended it. */
  exited: Promise<number | null>;
}

/** Starts a program as its container would, and asks for its health on `port`. */
export function startContainer(program: Program, port: number): Container {
  const { child, lines, exited } = run(program);
  const name = program.args.join(' ');
  const early = exited.then((code) => {
    throw new Error(`${name} ended with ${code}:\n${lines.join('\n')}`);
  });
  const health = eventually(`health of ${name}`, () => isWell(port), START_TIMEOUT_MS);
  const well = Promise.race([health, early]).then(() => {});
  // Once it was well, an end is what the test may want.
  for (const promise of [early, health]) promise.catch(() => {});
  return { process: child, well, exited };
}

function isWell(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Runs a one-off program to its end, and returns what it printed; throws where it fails. */
export async function runContainer(program: Program): Promise<string> {
  const { child, lines, exited } = run(program);
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  const code = await exited;
  if (code === 0) return printed;
  throw new Error(`${program.args.join(' ')} ended with ${code}:\n${printed}${lines.join('\n')}`);
}

/** Spawns the program, and keeps the last lines of its standard error to tell why it failed. */
function run({ args, env }: Program) {
  const child = spawn(process.execPath, args.slice(1), {
    cwd: ROOT,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > LAST_LINES) lines.shift();
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, lines, exited };
}
