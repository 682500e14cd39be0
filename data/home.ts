import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { codeOf, readJson, writePrivateJson } from './embedded/home-file.ts';
import { isHomeLocked } from './embedded/home-lock.ts';
import { openSecrets, SECRETS_FILE, type Secrets } from './embedded/home-secrets.ts';
import { AppError, badInput } from './errors.ts';

const FOLDERS = ['postgres', 'clickhouse', 'models', 'quarantine'] as const;

/** The directory in which an installation keeps its state; all paths are absolute. */
export interface Home {
  dir: string;
  folders: Record<(typeof FOLDERS)[number], string>;
  secrets: Secrets;
}

const runningSchema = z.object({
  pid: z.int().positive(),
  databaseUrl: z.string().optional(),
  clickhouseUrl: z.string().optional(),
  /** Where its web pages are. */
  url: z.string().optional(),
});

/** What a running instance tells command-line calls on the same home; the addresses hold secrets. */
export type Running = z.infer<typeof runningSchema>;

/**
 * Chooses the home, the directory of all data: `DUCKY_HOME`, else `.ducky` in the checkout, else
 * the XDG state directory where that is read-only.
 */
export function defaultHome(env: NodeJS.ProcessEnv, checkout: string): string {
  if (env.DUCKY_HOME) return resolve(env.DUCKY_HOME);
  const inCheckout = join(checkout, '.ducky');
  if (isWritable(inCheckout) ?? isWritable(checkout)) return inCheckout;
  const xdg = env.XDG_STATE_HOME;
  const state = xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'state');
  return join(state, 'ducky');
}

/**
 * Makes the home directory, its folders and secrets where missing, with access for us only; throws
 * `bad_input` where it cannot be used.
 */
export async function openHome(dir: string): Promise<Home> {
  const root = resolve(dir);
  try {
    makeDirectory(root);
    checkOurs(root);
    makePrivate(root);
    for (const name of FOLDERS) makePrivate(join(root, name));
    accessSync(root, constants.W_OK);
    return { dir: root, folders: foldersOf(root), secrets: await openSecrets(root) };
  } catch (error) {
    throw error instanceof AppError ? error : unusable(root, error);
  }
}

/**
 * Writes `running.json`, by which command-line calls find this instance and its databases; returns
 * how to withdraw that.
 */
export async function announceRunning(home: Home, running: Running): Promise<() => Promise<void>> {
  await writePrivateJson(runningFile(home), running);
  return () => forgetRunning(home);
}

/**
 * Deletes the home's `running.json`, also that of a crashed instance; whoever takes the home's lock
 * does so first of all.
 */
export async function forgetRunning(home: Home): Promise<void> {
  await rm(runningFile(home), { force: true });
}

/** Finds the instance that runs on this home; what a crashed one left behind is not believed. */
export async function readRunning(home: Home): Promise<Running | undefined> {
  if (!isHomeLocked(home.dir)) return undefined;
  const found = runningSchema.safeParse(await readJson(runningFile(home)));
  return found.success ? found.data : undefined;
}

function runningFile(home: Home): string {
  return join(home.dir, 'running.json');
}

function foldersOf(root: string): Home['folders'] {
  const [postgres, clickhouse, models, quarantine] = FOLDERS.map((name) => join(root, name));
  return { postgres, clickhouse, models, quarantine } as Home['folders'];
}

/**
 * Makes a directory that nobody else may read or write (0700); passing through (0711) is left where
 * the servers needed it.
 */
function makePrivate(dir: string): void {
  makeDirectory(dir);
  if (statSync(dir).mode & 0o066) chmodSync(dir, 0o700);
}

/**
 * Makes a directory and its parents. Node's own `recursive` never returns where a system has no new
 * directories, as below /proc.
 */
function makeDirectory(dir: string): void {
  if (isDirectory(dir)) return;
  makeDirectory(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    // Another process may have been first.
    if (!isDirectory(dir)) throw error;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Refuses a shared directory as home: closing one that others use too, such as /tmp, would lock
 * them out of their files.
 */
function checkOurs(root: string): void {
  const isOpen = statSync(root).mode & 0o066;
  if (!isOpen || existsSync(join(root, SECRETS_FILE)) || readdirSync(root).length === 0) return;
  throw badInput(
    `The directory ${root} holds other files and is open to others. Set DUCKY_HOME to a directory of its own.`,
  );
}

/** The error for a home that is a file, or that we may not write to. */
function unusable(dir: string, cause: unknown): AppError {
  const isFile = codeOf(cause) === 'EEXIST' || codeOf(cause) === 'ENOTDIR';
  const what = isFile ? 'is a file, or lies below one' : 'cannot be written';
  return new AppError(
    'bad_input',
    `The home ${dir} ${what}. Set DUCKY_HOME to a directory of your own.`,
    { cause },
  );
}

/** Whether we may write to a directory; undefined where it does not exist. */
function isWritable(dir: string): boolean | undefined {
  try {
    accessSync(dir, constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : false;
  }
}
