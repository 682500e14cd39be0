import { systemClock } from '../../data/calendar.ts';
import { readRetrainingFacts } from '../../data/postgres/models/retraining-facts.ts';
import { type AccuracyServices, measureAccuracy } from '../accuracy/accuracy.ts';
import { type Job, jobId, UPKEEPS, type Upkeep } from '../contract.ts';
import { deleteExpired, type HousekeepingServices } from '../housekeeping/housekeeping.ts';
import { type NoticeServices, notifyAdmins } from '../notices/notices.ts';
import type { JobRules } from '../queue/run.ts';
import type { Queues } from '../queue.ts';
import { isRetrainingDue, RETRAIN_AGAIN_MS } from '../retrain/retraining-due.ts';
import { noticesOfFailures } from './failure-alerts.ts';

export interface UpkeepServices extends AccuracyServices, HousekeepingServices, NoticeServices {
  queues: Pick<Queues, 'add' | 'clean' | 'failed'>;
  /** Days from one training to the next scheduled one; 0 for none. */
  retrainEveryDays: number;
}

const MINUTE_MS = 60_000;

const RETRAIN: Job = { name: 'retrain', reason: 'schedule' };

/**
 * How often each kind of upkeep runs. Each looks at what there is to do, so what was missed is done
 * once, and often looking is cheap.
 */
const EVERY_MS: Record<Upkeep, number> = {
  retraining: 10 * MINUTE_MS,
  failures: MINUTE_MS,
  accuracy: 60 * MINUTE_MS,
  housekeeping: 24 * 60 * MINUTE_MS,
};

/** Less than passes from one long turn to the next; that one goes on with what is left. */
const TIMEOUT_MS = 30 * MINUTE_MS;

/** Schedules the recurring maintenance, each kind at its interval, by whichever process is free. */
export async function scheduleUpkeep(queues: Pick<Queues, 'schedule'>): Promise<void> {
  for (const what of UPKEEPS) {
    await queues.schedule({ name: 'upkeep', what }, EVERY_MS[what]);
  }
}

/**
 * How scheduled maintenance is done: retraining, alerts of failures, accuracy and housekeeping. Any
 * number of processes may do the same at once.
 */
export function upkeepRules(services: UpkeepServices): JobRules<'upkeep'> {
  const work: Record<Upkeep, (signal: AbortSignal) => Promise<void>> = {
    retraining: () => beginDueRetraining(services),
    failures: () => tellFailures(services),
    accuracy: (signal) => measureAccuracy(services, signal),
    housekeeping: (signal) => deleteExpired(services, signal),
  };
  return { timeoutMs: TIMEOUT_MS, handler: ({ what }, { signal }) => work[what](signal) };
}

/**
 * Adds a job that retrains the model where one is due by the schedule, unless one has just failed.
 */
async function beginDueRetraining(services: UpkeepServices): Promise<void> {
  const { pool, queues, clock, retrainEveryDays: everyDays } = services;
  const facts = await readRetrainingFacts(pool);
  if (!isRetrainingDue(facts, { everyDays, now: clock() })) return;
  if (await hasJustFailed(queues)) return;
  await queues.add(RETRAIN);
}

/**
 * Whether a scheduled training has failed lately. Of one whose process died there is no audit, but
 * its job is kept.
 */
async function hasJustFailed(queues: Pick<Queues, 'failed'>): Promise<boolean> {
  const since = systemClock().getTime() - RETRAIN_AGAIN_MS;
  const failed = await queues.failed();
  return failed.some(({ id, failedAt }) => id === jobId(RETRAIN) && failedAt.getTime() > since);
}

/**
 * Alerts administrators to jobs that gave up. The queue's own times are real ones, whatever day is
 * taken as today.
 */
async function tellFailures(services: UpkeepServices): Promise<void> {
  for (const notice of noticesOfFailures(await services.queues.failed(), systemClock())) {
    await notifyAdmins(services, notice);
  }
}
