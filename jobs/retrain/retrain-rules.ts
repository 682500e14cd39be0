import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import type { Logger } from 'pino';

import { AppError } from '../../data/errors.ts';
import { recordAudit } from '../../data/postgres/tasks/audit.ts';
import { startTask, succeedTask } from '../../data/postgres/tasks/tasks.ts';
import type { JobOf } from '../contract.ts';
import type { JobContext, JobRules } from '../run.ts';
import {
  addTaskReport,
  settleTask,
  type TaskOutcomeServices,
  taskOutcomeOf,
} from '../task/task-outcome.ts';
import { retrain, type Trained } from './retrain.ts';

export interface RetrainServices extends TaskOutcomeServices {
  clickhouse: ClickHouseClient;
  /** The reporting time zone. */
  timeZone: string;
  /** Where copies of the artifacts go. */
  modelsDir?: string | undefined;
  log: Logger;
}

type RetrainJob = JobOf<'retrain'>;

const TIMEOUT_MS = 30 * 60_000;

/** How retrain jobs are done: for a task, or for nobody in particular; audited in both cases. */
export function retrainRules(services: RetrainServices): JobRules<'retrain'> {
  return {
    timeoutMs: TIMEOUT_MS,
    handler: (job, context) => retrainFor(services, job, context),
    onFailed: (job, error) => failRetraining(services, job, error),
  };
}

async function retrainFor(
  services: RetrainServices,
  job: RetrainJob,
  { signal, progress }: JobContext,
): Promise<void> {
  const { pool, clock, log } = services;
  const { taskId } = job;
  const isOpen = taskId === undefined || (await startTask(pool, taskId)) !== undefined;
  if (isOpen) {
    const { version, verdict } = await retrain({
      ...services,
      now: clock(),
      signal,
      onProgress: progress,
      onStored: (client, trained) => recordTraining(services, job, { client, trained }),
    });
    log.info({ version, decision: verdict.decision, reason: verdict.reason }, 'model trained');
  }
  if (taskId !== undefined) await addTaskReport(services, taskId);
}

async function recordTraining(
  { clock }: RetrainServices,
  { reason, taskId }: RetrainJob,
  { client, trained }: { client: pg.PoolClient; trained: Trained },
): Promise<void> {
  const at = clock();
  if (taskId !== undefined) {
    const result = { action: 'retrain', ...trained } as const;
    return succeedTask(client, taskId, { result, at });
  }
  const { version, verdict } = trained;
  await recordAudit(client, {
    actor: actorOf(reason),
    action: 'retrain',
    outcome: 'succeeded',
    detail: { version, decision: verdict.decision },
    at,
  });
}

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
