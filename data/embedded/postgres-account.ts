import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

/**
 * The account PostgreSQL runs as. It refuses root, and a user id without a name: such a user becomes
 * `nobody` in a user namespace, still owning its files. Where namespaces are refused, as in some
 * containers, root starts it as the real `nobody`.
 */
export type Account =
  | { kind: 'self' }
  | { kind: 'namespace' }
  | { kind: 'nobody'; uid: number; gid: number };

/** The account where root gets no user namespace. */
export const NOBODY: Account & { kind: 'nobody' } = { kind: 'nobody', uid: 65534, gid: 65534 };
const NAMESPACE = ['--user', `--map-user=${NOBODY.uid}`, `--map-group=${NOBODY.gid}`];

/** Chooses the account that PostgreSQL runs as, for the user we are: root may not run it. */
export function chooseAccount(): Account {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { kind: 'self' };
  const probe = spawnSync('unshare', [...NAMESPACE, 'true'], { stdio: 'ignore' });
  if (probe.status === 0) return { kind: 'namespace' };
  return isRoot ? NOBODY : { kind: 'self' };
}

/** False for an id that no user list knows, as containers run under. */
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** A program as it must be spawned to run as an account. */
export interface AccountCommand {
  file: string;
  args: string[];
  options: { cwd: string; uid?: number; gid?: number };
}

/** How to spawn a program as this account, away from any directory it may not enter. */
export function commandAs(account: Account, file: string, args: readonly string[]): AccountCommand {
  if (account.kind === 'namespace') {
    return { file: 'unshare', args: [...NAMESPACE, file, ...args], options: { cwd: '/' } };
  }
  if (account.kind === 'nobody') {
    const { uid, gid } = account;
    return { file, args: [...args], options: { cwd: '/', uid, gid } };
  }
  return { file, args: [...args], options: { cwd: '/' } };
}

/** True where the program can be started by this account and ends well. */
export function runsAs(account: Account, program: string, args: readonly string[]): boolean {
  const { file, args: all, options } = commandAs(account, program, args);
  return spawnSync(file, all, { ...options, stdio: 'ignore' }).status === 0;
}
