import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/**
 * A repository's own configuration names programs to run; reading it must start none of them.
 * Nothing is fetched either, for a remote's configuration names some, too.
 */
const HARMLESS: Readonly<Record<string, string>> = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.quotePath': 'false',
  'protocol.allow': 'never',
  ...Object.fromEntries(
    ['file', 'ssh', 'git', 'http', 'https', 'ext'].map((name) => [
      `protocol.${name}.allow`,
      'never',
    ]),
  ),
};
const FILTERS = '^filter\\..*\\.(clean|smudge|process|required)$';

/**
 * Runs a git command in `dir`, which need not be trusted, and returns what it prints: no hook,
 * filter or other program that the repository configures is run. Undefined where git is missing, or
 * the folder is not in a repository that can be read so.
 */
export async function git(
  dir: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  const harmless = { dir, settings: HARMLESS, signal };
  const names = await runGit(['config', '-z', '--name-only', '--get-regexp', FILTERS], harmless);
  const filters = (names ?? '').split('\0').filter(Boolean);
  // Such a name cannot be set from outside, so its program cannot be kept from running.
  if (filters.some((name) => name.includes('='))) return undefined;
  const off = filters.map((name) => [name, name.endsWith('.required') ? 'false' : '']);
  return runGit(args, { dir, settings: { ...HARMLESS, ...Object.fromEntries(off) }, signal });
}

interface RunOptions {
  readonly dir: string;
  /** In place of the repository's own. */
  readonly settings: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

/** Runs git as a child process under settings of ours; undefined where it fails. */
async function runGit(
  args: readonly string[],
  { dir, settings, signal }: RunOptions,
): Promise<string | undefined> {
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    const { stdout } = await run('git', ['--no-optional-locks', ...set, ...args], {
      cwd: dir,
      maxBuffer: MAX_OUTPUT_BYTES,
      ...(signal && { signal }),
    });
    return stdout;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error) return undefined;
    throw error;
  }
}
