import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { access, chown, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, commandAs } from './postgres-account.ts';
import type { PostgresPrograms } from './postgres-binaries.ts';

export const POSTGRES_USER = 'postgres';

export interface ClusterOptions {
  account: Account;
  programs: PostgresPrograms;
  /** Directory that holds, or will hold, the data. */
  dataDir: string;
  password: string;
}

/**
 * Initialises PostgreSQL's data directory unless it is there (initdb); one left half made by a
 * crash is made anew.
 */
export async function ensureCluster({ dataDir, ...options }: ClusterOptions): Promise<void> {
  if (await hasCluster(dataDir)) return;
  const partial = `${dataDir}.partial`;
  await rm(partial, { recursive: true, force: true });
  await initialise({ ...options, dataDir: partial });
  await rename(partial, dataDir);
}

async function hasCluster(dataDir: string): Promise<boolean> {
  return access(join(dataDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

async function initialise({ account, programs, dataDir, password }: ClusterOptions): Promise<void> {
  const passwordFile = `${dataDir}.${randomUUID()}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (account.kind === 'nobody') await chown(passwordFile, account.uid, account.gid);
    const { file, args, options } = commandAs(account, programs.initdb, [
      `--pgdata=${dataDir}`,
      `--username=${POSTGRES_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ]);
    const initdb = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(initdb, 'exit');
    if (code !== 0) throw new Error(`initdb ended with ${code}.`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}
