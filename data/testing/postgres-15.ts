import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { freePort } from '../embedded/free-port.ts';
import { chooseAccount, commandAs } from '../embedded/postgres-account.ts';
import { ensureCluster, POSTGRES_USER } from '../embedded/postgres-cluster.ts';

/** Where Debian 12 keeps the oldest PostgreSQL that Ducky runs on. */
const BIN = '/usr/lib/postgresql/15/bin';

export const HAS_POSTGRES_15 = existsSync(join(BIN, 'postgres'));

export interface Postgres15 {
  url: string;
  stop(): Promise<void>;
}

/** Starts PostgreSQL 15 on a free port, with its data in `dir`, which may hold some already. */
export async function startPostgres15(dir: string): Promise<Postgres15> {
  const account = chooseAccount();
  const programs = { postgres: join(BIN, 'postgres'), initdb: join(BIN, 'initdb') };
  const dataDir = join(dir, 'postgres-15');
  await ensureCluster({ account, programs, dataDir, password: 'test' });
  const port = await freePort();
  const { file, args, options } = commandAs(account, programs.postgres, [
    ...['-D', dataDir, '-p', String(port), '-h', '127.0.0.1'],
    ...['-k', '', '-c', 'fsync=off'],
  ]);
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    // A standby is ready for those that only read.
    lines.on('line', (line) => /ready to accept .*connections/.test(line) && resolve());
    child.once('exit', () => reject(new Error('PostgreSQL 15 did not start.')));
  });
  return {
    url: `postgres://${POSTGRES_USER}:test@127.0.0.1:${port}/postgres`,
    async stop() {
      child.kill('SIGINT');
      await exited;
    },
  };
}
