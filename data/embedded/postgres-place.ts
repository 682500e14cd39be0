import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, runsAs } from './postgres-account.ts';

/**
 * The directory that holds PostgreSQL's data (and, where needed, a copy of its programs): `wanted`,
 * owned by the account.
 *
 * Only `nobody` may be unable to reach it, as under /root. Its data then live in /var/lib, which
 * outlasts a restart of the machine, or, where that cannot be written, in the temporary directory;
 * the name is derived from `wanted`, so that each home keeps its own.
 */
export async function placeFor(account: Account, wanted: string): Promise<string> {
  if (account.kind !== 'nobody') {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  }
  const name = `ducky-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`;
  for (const candidate of [wanted, join('/var/lib', name), join(tmpdir(), name)]) {
    if (await handOver(candidate, account)) return candidate;
  }
  throw new Error(`No directory that uid ${account.uid} can reach for the data of ${wanted}.`);
}

/** Gives a directory to the account; false where that cannot be done or does not suffice. */
async function handOver(dir: string, account: Account & { kind: 'nobody' }): Promise<boolean> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const found = await lstat(dir);
    const ours = found.isDirectory() && (found.uid === 0 || found.uid === account.uid);
    if (!ours) return false;
    await chown(dir, account.uid, account.gid);
    await openParent(dir);
  } catch {
    return false;
  }
  return runsAs(account, 'sh', ['-c', 'test -x "$0" && test -w "$0"', dir]);
}

/** Our own home is private (0700): the account may pass through it, and still not list it. */
async function openParent(dir: string): Promise<void> {
  const parent = dirname(dir);
  const { mode, uid } = await lstat(parent);
  if (uid === 0 && (mode & 0o777) === 0o700 && parent !== '/root') await chmod(parent, 0o711);
}
