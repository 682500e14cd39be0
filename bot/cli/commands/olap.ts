import { type Command, InvalidArgumentError } from 'commander';

import { badInput } from '../../../data/errors.ts';
import { hasWrappers, installOlap } from '../../../data/fdw/install.ts';
import { postgresFdw } from '../../../data/fdw/postgres-fdw.ts';
import { supabaseScript } from '../../../data/fdw/supabase-script.ts';
import { supabaseWrappers } from '../../../data/fdw/supabase-wrappers.ts';
import type { Wrapper } from '../../../data/fdw/wrapper.ts';
import { readOlapFacts } from '../../../data/postgres/olap-facts.ts';
import { aborted, stopRequest } from '../../../data/stop-request.ts';
import { readEnvironment } from '../environment.ts';
import { bridgePassword, openBridge, USUAL_BRIDGE_PORT } from '../olap.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';
import { print, printJson, say } from '../output.ts';
import { type Runtime, withRuntime } from '../runtime.ts';

interface InstallOptions extends CommonOptions {
  bridgeHost: string;
}

/** `ducky olap`: the history in ClickHouse as foreign tables of Postgres, the schema `olap`. */
export function addOlapCommand(program: Command): void {
  const olap = program.command('olap').description('the history in SQL: the schema olap');
  withCommonOptions(olap.command('install'))
    .description('make or update the schema olap in the Postgres of DATABASE_URL')
    .option('--bridge-host <host>', 'where Postgres reaches the bridge', parseHost, '127.0.0.1')
    .addHelpText(
      'after',
      '\nWith CLICKHOUSE_NATIVE_URL and the extension wrappers it needs no bridge; `ducky start` installs it in the embedded Postgres.',
    )
    .action((options: InstallOptions) => withRuntime((runtime) => install(runtime, options)));
  withCommonOptions(olap.command('bridge'))
    .description('run the bridge through which Postgres asks ClickHouse, until stopped')
    .action((options: CommonOptions) => withRuntime((runtime) => bridge(runtime, options)));
  withCommonOptions(olap.command('sql'))
    .description('print what to paste into the SQL editor of Supabase')
    .action(printSql);
}

/** Creates or updates the schema `olap` in the Postgres of DATABASE_URL. */
async function install(runtime: Runtime, { bridgeHost, json }: InstallOptions): Promise<void> {
  const { config, pool } = runtime;
  if (!config.DATABASE_URL) {
    throw badInput('`ducky start` installs the schema olap in the embedded Postgres.', [
      'For another Postgres set DATABASE_URL.',
    ]);
  }
  const wrapper = await wrapperFor(runtime, bridgeHost);
  const isNew = await installOlap(pool, { wrapper, timeZone: config.REPORTING_TIME_ZONE });
  const { tables, failure } = await readOlapFacts(pool);
  if (json) return printJson({ server: wrapper.server, isNew, tables, failure });
  print(`The schema olap has ${tables} tables on the server ${wrapper.server}.`);
  if (failure !== null) say(`They do not answer yet: ${failure}`);
}

/** Chooses the foreign data wrapper: Supabase's, without a bridge, or postgres_fdw over ours. */
async function wrapperFor(runtime: Runtime, bridgeHost: string): Promise<Wrapper> {
  const { config, home, pool } = runtime;
  const { CLICKHOUSE_NATIVE_URL: nativeUrl, OLAP_BRIDGE_PORT: port = USUAL_BRIDGE_PORT } = config;
  if (nativeUrl && (await hasWrappers(pool))) return supabaseWrappers(nativeUrl);
  return postgresFdw({ host: bridgeHost, port, password: bridgePassword(config, home) });
}

async function bridge(runtime: Runtime, { json }: CommonOptions): Promise<void> {
  const { HOST: host, OLAP_BRIDGE_PORT: port = USUAL_BRIDGE_PORT } = runtime.config;
  const stop = stopRequest();
  const opened = await openBridge({ ...runtime, host, port });
  if (json) printJson({ host, port: opened.port });
  else print(`Postgres can ask for the history at ${host}:${opened.port}`);
  await aborted(stop);
  await opened.close();
}

async function printSql({ json }: CommonOptions): Promise<void> {
  const sql = await supabaseScript(readEnvironment().REPORTING_TIME_ZONE);
  if (json) printJson({ sql });
  else print(sql);
}

function parseHost(text: string): string {
  if (/^[\w.:-]{1,253}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the name or the address of a host.');
}
