import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from 'pino';

import { owedRequests } from '../data/postgres/requests/owed-requests.ts';
import { type OutcomeServices, outcomeOf, settleRequest } from './outcome.ts';
import type { Queues } from './queue.ts';
import { reconcileTasks } from './task/reconcile-tasks.ts';

export interface ReconcileServices extends OutcomeServices {
  queues: Pick<Queues, 'add' | 'state'>;
  log: Logger;
}

const INTERVAL_MS = 5_000;

/** Younger requests are still on their normal way from row to job. */
const MIN_AGE_MS = 5_000;

/** An outcome that could not be told for so long is not worth another try every few seconds. */
const MAX_UNTOLD_MS = 24 * 3_600_000;

/**
 * Revives what a crash left between row and queue: a request without its job, or an outcome that
 * nobody was told. Any number of processes may do this at once.
 */
export async function reconcile(services: ReconcileServices): Promise<void> {
  const { pool, queues, clock } = services;
  const nowMs = clock().getTime();
  const { open, unreported } = await owedRequests(pool, {
    createdBefore: new Date(nowMs - MIN_AGE_MS),
    endedAfter: new Date(nowMs - MAX_UNTOLD_MS),
  });
  for (const requestId of open) await reviveForecast(services, requestId);
  for (const requestId of unreported) await queues.add({ name: 'report', requestId });
}

async function reviveForecast(services: ReconcileServices, requestId: string): Promise<void> {
  const job = { name: 'forecast', requestId } as const;
  const state = await services.queues.state(job);
  if (state === 'none') await services.queues.add(job);
  if (state === 'failed') {
    // It failed before it could say so: its workers died of it, again and again.
    services.log.error({ requestId }, 'a forecast job failed without an outcome');
    await settleRequest(services, requestId, outcomeOf(new Error('The job failed.')));
  }
}

/** Reconciles now and every few seconds, until the returned function is called and has resolved. */
export function startReconciler(services: ReconcileServices): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async () => {
    while (!signal.aborted) {
      for (const revive of [reconcile, reconcileTasks]) {
        await revive(services).catch((error: Error) =>
          services.log.warn({ reason: error.message }, 'could not reconcile; trying again'),
        );
      }
      await sleep(INTERVAL_MS, undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stopping.abort();
    return ended;
  };
}
