import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** A repository's own configuration names programs to run; reading it must start none of them. */
const RUN_NOTHING = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** What git prints in `dir`; undefined where git is missing, or the folder is not in a repository. */
export async function git(
  dir: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', [...RUN_NOTHING, ...args], {
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
