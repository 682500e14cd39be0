import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';
import type { Logger } from 'pino';

import { aborted } from '../../data/stop-request.ts';
import type { Queues } from '../queue.ts';

export interface SyncTriggerServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'add' | 'schedule' | 'state'>;
  log: Logger;
}

const SYNC = { name: 'sync' } as const;

/** Looks after what no notification told of: a crash, or a pooler that passes none on. */
const INTERVAL_MS = 5_000;

/** Changes that come in within this become one job, and larger batches for ClickHouse. */
const GATHER_MS = 250;

const RECONNECT_PAUSE_MS = 1_000;

/**
 * Adds a sync job soon after a live request changes, on a Postgres notification of the outbox,
 * beside one every few seconds. Listens again after Postgres was away, until the returned function
 * is called and has resolved.
 */
export async function startSyncTrigger(
  services: SyncTriggerServices,
): Promise<() => Promise<void>> {
  const { pool, queues, log } = services;
  const stopping = new AbortController();
  const { signal } = stopping;
  const onChange = jobAdder(services, signal);
  await queues.schedule(SYNC, INTERVAL_MS);
  const loop = async () => {
    while (!signal.aborted) {
      await listen(pool, onChange, signal).catch((error: Error) =>
        log.warn({ reason: error.message }, 'cannot hear of live requests; listening again'),
      );
      await sleep(RECONNECT_PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stopping.abort();
    return ended;
  };
}

/** Listens to the notifications of the outbox until the signal fires or the connection is lost. */
async function listen(pool: pg.Pool, onChange: () => void, signal: AbortSignal): Promise<void> {
  const client = await pool.connect();
  const lost = new Promise<void>((resolve) => client.once('end', resolve));
  try {
    client.on('notification', onChange);
    await client.query('listen ducky_outbox');
    // Nobody told us what came in before.
    onChange();
    await Promise.race([lost, aborted(signal)]);
  } finally {
    client.release(true);
  }
}

/**
 * Debounces notifications: a function that adds a sync job soon, one for all its calls until then.
 */
function jobAdder({ queues, log }: SyncTriggerServices, signal: AbortSignal): () => void {
  let isAdding = false;
  const add = async () => {
    await sleep(GATHER_MS, undefined, { signal });
    // One that runs may have looked already, so that another must follow it.
    while ((await queues.state(SYNC)) === 'live') {
      await sleep(GATHER_MS, undefined, { signal });
    }
    await queues.add(SYNC);
  };
  return () => {
    if (isAdding) return;
    isAdding = true;
    void add()
      .catch((error: Error) => {
        if (!signal.aborted) log.warn({ reason: error.message }, 'sync job not added');
      })
      .finally(() => {
        isAdding = false;
      });
  };
}
