import { setTimeout as sleep } from 'node:timers/promises';

import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import type { Logger } from 'pino';

import { systemClock } from '../../data/calendar.ts';
import { hasBacklog } from '../../data/sync/extent.ts';
import { removeSynced } from '../../data/sync/remove-synced.ts';
import { syncOnce } from '../../data/sync/sync-once.ts';
import type { JobRules } from '../queue/run.ts';

export interface SyncServices {
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
  /** How long a live request stays in Postgres after it came in. */
  graceMs: number;
  log: Logger;
}

/** A backlog of some ten million changes is worked off within this; the next job goes on. */
const TIMEOUT_MS = 10 * 60_000;

const REMOVE_EVERY_MS = 60_000;

/** How often, and how long, changes are looked after that a running transaction holds back. */
const POLL_MS = 250;
const PATIENCE_MS = 4_000;

/**
 * How the jobs are done that copy live requests from Postgres to ClickHouse and then remove old
 * ones; any number of processes may do them at once, in turns.
 */
export function syncRules(services: SyncServices): JobRules<'sync'> {
  let removedAtMs = 0;
  return {
    timeoutMs: TIMEOUT_MS,
    handler: async (_job, { signal }) => {
      await drain(services, signal);
      // The age of a live request is real time, whatever day is taken as today.
      const now = systemClock();
      if (now.getTime() - removedAtMs < REMOVE_EVERY_MS) return;
      removedAtMs = now.getTime();
      const { pool, graceMs } = services;
      await removeSynced({ pool, graceMs, now, signal });
    },
  };
}

/** Syncs until nothing waits, or only what a running transaction has held back for a while. */
async function drain({ pool, clickhouse, log }: SyncServices, signal: AbortSignal): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += POLL_MS) {
    await syncOnce({ pool, clickhouse, log, signal });
    if (!(await hasBacklog(pool))) return;
    await sleep(POLL_MS, undefined, { signal });
  }
}
