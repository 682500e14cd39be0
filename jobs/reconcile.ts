import { setTimeout as sleep } from 'node:timers/promises';

import { OWED_DIGESTS } from './digest/owed-digests.ts';
import { OWED_FORECASTS } from './forecast/owed-forecasts.ts';
import { type ReviveServices, revive } from './revive.ts';
import { OWED_TASKS } from './task/owed-tasks.ts';

const INTERVAL_MS = 5_000;

/** Revives what crashes left of forecasts, tasks and digests; the failure of one kind is logged. */
async function reconcile(services: ReviveServices): Promise<void> {
  const kinds = [
    revive(services, OWED_FORECASTS),
    revive(services, OWED_TASKS),
    revive(services, OWED_DIGESTS),
  ];
  for (const result of await Promise.allSettled(kinds)) {
    if (result.status === 'fulfilled') continue;
    services.log.warn({ reason: String(result.reason) }, 'could not reconcile; trying again');
  }
}

/** Reconciles now and every few seconds, until the returned function is called and has resolved. */
export function startReconciler(services: ReviveServices): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async () => {
    while (!signal.aborted) {
      await reconcile(services);
      await sleep(INTERVAL_MS, undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stopping.abort();
    return ended;
  };
}
