import { execFileSync } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stopProcess } from './process-stop.ts';

/**
 * Stops a PostgreSQL that still runs on this data directory, its keeper having been killed, and
 * removes the lock file of one that is gone. A process that merely got its id is left alone.
 */
export async function stopOrphan(dataDir: string): Promise<void> {
  const lockFile = join(dataDir, 'postmaster.pid');
  const content = await readFile(lockFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(content, 10);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (await servesDirectory(pid, dataDir)) await stopProcess(pid);
  await rm(lockFile, { force: true });
}

/** PostgreSQL works in its data directory, which tells it from a process with a reused id. */
async function servesDirectory(pid: number, dataDir: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    return cwd === (await realpath(dataDir));
  }
  if (process.platform === 'win32') return false;
  try {
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(dataDir);
  } catch {
    return false;
  }
}
