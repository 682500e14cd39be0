import { setTimeout as sleep } from 'node:timers/promises';

import { OWED_DIGESTS } from '../digest/owed-digests.ts';
import { OWED_FORECASTS } from '../forecast/owed-forecasts.ts';
import { OWED_NOTICES } from '../notices/notices.ts';
import { OWED_QUESTIONS } from '../question/owed-questions.ts';
import type { Queues } from '../queue.ts';
import { OWED_TASKS } from '../task/owed-tasks.ts';
import { type ReviveServices, recoverLostJobs } from './recover-lost-jobs.ts';

const INTERVAL_MS = 5_000;

export interface ReconcileServices extends ReviveServices {
  queues: Pick<Queues, 'add' | 'restore' | 'state'>;
}

/**
 * Recovers from crashes and lost queue data: revives forecasts, questions, tasks, digests and
 * notices, and restores the schedules that the queue forgot. The failure of one kind is logged.
 */
async function reconcile(services: ReconcileServices): Promise<void> {
  const kinds = [
    recoverLostJobs(services, OWED_FORECASTS),
    recoverLostJobs(services, OWED_QUESTIONS),
    recoverLostJobs(services, OWED_TASKS),
    recoverLostJobs(services, OWED_DIGESTS),
    recoverLostJobs(services, OWED_NOTICES),
    services.queues.restore(),
  ];
  for (const result of await Promise.allSettled(kinds)) {
    if (result.status === 'fulfilled') continue;
    services.log.warn({ reason: String(result.reason) }, 'could not reconcile; trying again');
  }
}

/**
 * Looks for lost jobs and revives them now and every few seconds, until the returned function is
 * called and has resolved.
 */
export function startReconciler(services: ReconcileServices): () => Promise<void> {
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
