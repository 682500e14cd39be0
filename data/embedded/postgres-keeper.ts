import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isProgram, type RunningProgram, runChildProgram } from './child-program.ts';
import { type Account, type AccountCommand, chooseAccount, commandAs } from './postgres-account.ts';
import { findPrograms } from './postgres-binaries.ts';
import { ensureCluster } from './postgres-cluster.ts';
import { stopOrphan } from './postgres-orphan.ts';
import { placeFor } from './postgres-place.ts';
import { stopProcess } from './process-stop.ts';

export interface PostgresKeeperConfig {
  /** Absolute directory for data and, where needed, a copy of the programs. */
  dir: string;
  /** Port on 127.0.0.1. */
  port: number;
  password: string;
  /** Whom to run as; chosen for the user we are unless given. */
  account?: Account;
}

const START_ATTEMPTS = 20;
const RETRY_MS = 500;

/** Runs PostgreSQL until stopped; our own process in between, so that no crash orphans it. */
export async function keepPostgres(config: PostgresKeeperConfig): Promise<RunningProgram> {
  const account = config.account ?? chooseAccount();
  const place = await placeFor(account, config.dir);
  const dataDir = join(place, 'data');
  const programs = await findPrograms(account, { copyDir: join(place, 'programs') });
  await stopOrphan(dataDir);
  await ensureCluster({ account, programs, dataDir, password: config.password });
  const command = commandAs(account, programs.postgres, serverArgs(dataDir, config.port));
  const postgres = await startWhenFree(command);
  const pid = postgres.pid ?? 0;
  const ended = new Promise<void>((resolve) => postgres.once('exit', () => resolve()));
  return {
    pids: [pid],
    ended,
    async stop() {
      if (postgres.exitCode === null && postgres.signalCode === null) await stopProcess(pid);
      await ended;
    },
  };
}

/** Settings fixed for an embedded server; statements, which hold people's words, stay out of logs. */
function serverArgs(dataDir: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
  const options = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  return ['-D', dataDir, '-p', String(port), ...options];
}

/**
 * Starts the server, retrying while its shared memory is taken: the backends of a server that was
 * killed outlive it for a moment.
 */
async function startWhenFree(command: AccountCommand): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startServer(command);
    } catch (error) {
      const held = error instanceof Error && /shared memory block/.test(error.message);
      if (!held || attempt === START_ATTEMPTS) throw error;
      await sleep(RETRY_MS);
    }
  }
}

/** Spawns the server and waits until it accepts connections. */
function startServer({ file, args, options }: AccountCommand): Promise<ChildProcess> {
  const server = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((resolve, reject) => {
    let lastFatal = '';
    server.once('error', reject);
    server.once('exit', (code, signal) =>
      reject(new Error(`postgres ended with ${code ?? signal}. ${lastFatal}`)),
    );
    createInterface({ input: server.stderr }).on('line', (line) => {
      process.stderr.write(`${line}\n`);
      if (/FATAL:/.test(line)) lastFatal = line;
      if (/ready to accept connections/.test(line)) resolve(server);
    });
  });
}

if (isProgram(import.meta.url)) runChildProgram(keepPostgres);
