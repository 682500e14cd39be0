import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { pino } from 'pino';
import { isProgram } from '../embedded/child-program.ts';
import { type EmbeddedServices, startEmbedded } from '../embedded/services.ts';
import { openHome } from '../home.ts';

/** What an owner process reports once its servers run. */
type OwnerReport = Pick<EmbeddedServices, 'databaseUrl' | 'clickhouseUrl' | 'pids'>;

/** A process, to be killed by a test, that owns the embedded servers of a home. */
export interface OwnerProcess extends OwnerReport {
  child: ChildProcess;
}

/** Starts the servers of a home in a process of their own. */
export async function startOwner(homeDir: string): Promise<OwnerProcess> {
  const child = fork(new URL(import.meta.url), [homeDir], { execArgv: [], env: {} });
  const ended = new AbortController();
  child.once('exit', (code) => ended.abort(new Error(`The owner process ended with ${code}.`)));
  const { signal } = ended;
  const [report] = (await once(child, 'message', { signal })) as [OwnerReport];
  return { child, ...report };
}

async function own(homeDir: string): Promise<void> {
  const home = await openHome(homeDir);
  const log = pino({ level: 'silent' });
  const services = await startEmbedded({ home, postgres: true, clickhouse: true, log });
  const { databaseUrl, clickhouseUrl, pids } = services;
  process.send?.({ databaseUrl, clickhouseUrl, pids });
}

if (isProgram(import.meta.url)) await own(process.argv[2] ?? '');
