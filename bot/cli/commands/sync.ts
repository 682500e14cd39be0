import type { Command } from 'commander';

import { systemClock } from '../../../data/calendar.ts';
import { stopRequest } from '../../../data/stop-request.ts';
import { removeSynced } from '../../../data/sync/remove-synced.ts';
import { syncLag } from '../../../data/sync/sync-lag.ts';
import { syncAll } from '../../../data/sync/sync-once.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';
import { print, printJson, say } from '../output.ts';
import { type Runtime, withRuntime } from '../runtime.ts';

/** `ducky sync`: copies the changes of live requests from Postgres to ClickHouse's history now. */
export function addSyncCommand(program: Command): void {
  withCommonOptions(program.command('sync'))
    .description('bring the changes of live requests to the history, once')
    .action((options: CommonOptions) => withRuntime((runtime) => sync(runtime, options)));
}

/** Syncs once, deletes live requests that the history has had for long enough, prints the lag. */
async function sync(runtime: Runtime, { json }: CommonOptions): Promise<void> {
  const { pool, clickhouse, config, log } = runtime;
  const signal = stopRequest();
  const synced = await syncAll({ pool, clickhouse, log, signal });
  const graceMs = config.LIVE_GRACE_MINUTES * 60_000;
  // The age of a live request is real time, whatever day is taken as today.
  const left = await removeSynced({ pool, graceMs, now: systemClock(), signal });
  const lag = await syncLag(pool);
  if (json) return printJson({ synced, left, ...lag });
  print(`${synced} changes synced, ${left} requests left for the history, ${lag.backlog} wait.`);
  if (lag.heldBack > 0) say('A running transaction holds changes back: ducky doctor says which.');
  if (lag.refused > 0) say(`${lag.refused} were refused: see the table outbox_refused.`);
}
