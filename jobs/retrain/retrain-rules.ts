import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import type { Logger } from 'pino';

import { AppError } from '../../data/errors.ts';
import { readRetrainingFacts } from '../../data/postgres/models/retraining-facts.ts';
import { storeNotices } from '../../data/postgres/notices/notices.ts';
import { recordAudit } from '../../data/postgres/tasks/audit.ts';
import { startTask, succeedTask } from '../../data/postgres/tasks/tasks.ts';
import { isAskedFor, type JobOf } from '../contract.ts';
import { isExpectedError } from '../forecast/outcome.ts';
import { tellNotices } from '../notices/notices.ts';
import type { JobContext, JobRules } from '../queue/run.ts';
import {
  addTaskReport,
  settleTask,
  type TaskOutcomeServices,
  taskOutcomeOf,
} from '../task/task-outcome.ts';
import { retrain, type Trained } from './retrain.ts';
import { isRetrainingDue } from './retraining-due.ts';
import { TRAINING_TIMEOUT_MS } from './training-limit.ts';

export interface RetrainServices extends TaskOutcomeServices {
  clickhouse: ClickHouseClient;
  /** The reporting time zone. */
  timeZone: string;
  /** Where copies of the artifacts go. */
  modelsDir?: string | undefined;
  /** Days from one training to the next scheduled one; 0 for none. */
  retrainEveryDays: number;
  /** Slack channels where administrators are. */
  adminChannels: readonly string[];
  log: Logger;
}

type RetrainJob = JobOf<'retrain'>;

/**
 * How retrain jobs are done: for a task, or for nobody in particular. How they ended is audited in
 * both cases; a process that dies while it trains audits nothing, and its job is done again.
 */
export function retrainRules(services: RetrainServices): JobRules<'retrain'> {
  return {
    timeoutMs: TRAINING_TIMEOUT_MS,
    handler: (job, context) => retrainFor(services, job, context),
    onFailed: (job, error) => failRetraining(services, job, error),
    isAnswer: (job, error) => isAskedFor(job) && isExpectedError(error),
  };
}

/** Trains a model where it is still wanted, stores its success with it, and has it told. */
async function retrainFor(
  services: RetrainServices,
  job: RetrainJob,
  { signal, progress }: JobContext,
): Promise<void> {
  const { clock, log } = services;
  const notices: string[] = [];
  if (await isWanted(services, job)) {
    const { version, verdict } = await retrain({
      ...services,
      now: clock(),
      signal,
      onProgress: progress,
      onStored: async (client, trained) => {
        notices.push(...(await recordTraining(services, job, { client, trained })));
      },
    });
    log.info({ version, decision: verdict.decision, reason: verdict.reason }, 'model trained');
  }
  await tellNotices(services, notices);
  if (job.taskId !== undefined) await addTaskReport(services, job.taskId);
}

/**
 * Whether the training is still to be done: a task may have been cancelled, and another training
 * may have come before a scheduled one.
 */
async function isWanted(
  { pool, clock, retrainEveryDays: everyDays }: RetrainServices,
  { taskId, reason }: RetrainJob,
): Promise<boolean> {
  if (taskId !== undefined) return (await startTask(pool, taskId)) !== undefined;
  if (reason !== 'schedule') return true;
  return isRetrainingDue(await readRetrainingFacts(pool), { everyDays, now: clock() });
}

/**
 * Stores the success of a training: as the result of its task, else in the audit log, with a notice
 * to administrators where it was scheduled.
 * @returns the ids of the notices that are to be told of it.
 */
async function recordTraining(
  { clock, adminChannels: channels }: RetrainServices,
  { reason, taskId }: RetrainJob,
  { client, trained }: { client: pg.PoolClient; trained: Trained },
): Promise<string[]> {
  const at = clock();
  if (taskId !== undefined) {
    const result = { action: 'retrain', ...trained } as const;
    await succeedTask(client, taskId, { result, at });
    return [];
  }
  const { version, verdict } = trained;
  await recordAudit(client, {
    actor: actorOf(reason),
    action: 'retrain',
    outcome: 'succeeded',
    detail: { version, decision: verdict.decision },
    at,
  });
  if (reason !== 'schedule') return [];
  const content = { kind: 'retrained', version, verdict } as const;
  return storeNotices(client, { dedupeKey: `retrained: ${version}`, content, channels }, at);
}

/** Stores that a training failed for good: as the outcome of its task, else in the audit log. */
async function failRetraining(
  services: RetrainServices,
  { reason, taskId }: RetrainJob,
  error: unknown,
): Promise<void> {
  const { pool, clock, log } = services;
  if (!(error instanceof AppError))
    log.error({ taskId, err: error }, 'training failed of a defect');
  const outcome = taskOutcomeOf(error);
  if (taskId !== undefined) return settleTask(services, taskId, outcome);
  const { status } = outcome;
  const entry = { actor: actorOf(reason), action: 'retrain', outcome: status };
  await recordAudit(pool, { ...entry, at: clock() });
}

function actorOf(reason: RetrainJob['reason']): string {
  return reason === 'command' ? 'command line' : reason;
}
