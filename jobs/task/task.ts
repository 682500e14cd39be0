import type { ClickHouseClient } from '@clickhouse/client';
import type { Logger } from 'pino';

import { AppError } from '../../data/errors.ts';
import { inTransaction } from '../../data/postgres/client.ts';
import { startTask, succeedTask, type Task } from '../../data/postgres/tasks/tasks.ts';
import type { JobOf } from '../contract.ts';
import { isExpectedError } from '../forecast/outcome.ts';
import { rollBackToUsable } from '../models.ts';
import type { JobContext, JobRules } from '../queue/run.ts';
import { regenerate } from './regenerate.ts';
import {
  addTaskReport,
  settleTask,
  type TaskOutcomeServices,
  taskOutcomeOf,
} from './task-outcome.ts';

export interface TaskServices extends TaskOutcomeServices {
  clickhouse: ClickHouseClient;
  /** The reporting time zone. */
  timeZone: string;
  log: Logger;
}

/** The largest history there may be takes longer; such a one is made on the command line. */
const TIMEOUT_MS = 60 * 60_000;

/**
 * How the tasks of administrators are done, a rollback or a new demo history, but for retraining:
 * exactly one outcome each.
 */
export function taskRules(services: TaskServices): JobRules<'task'> {
  return {
    timeoutMs: TIMEOUT_MS,
    handler: (job, context) => doTask(services, job, context),
    onFailed: (job, error) => failTask(services, job, error),
    isAnswer: (_, error) => isExpectedError(error),
  };
}

/** Does a stored task, unless it was cancelled or has ended, and has its outcome told. */
async function doTask(
  services: TaskServices,
  { taskId }: JobOf<'task'>,
  context: JobContext,
): Promise<void> {
  const task = await startTask(services.pool, taskId);
  if (task?.action === 'rollback') await rollBackFor(services, task, context);
  if (task?.action === 'generate') await generateFor(services, task, context);
  await addTaskReport(services, taskId);
}

/** Rolls back to an earlier model for a task, whose success is stored in the same transaction. */
async function rollBackFor(
  { pool, clock }: TaskServices,
  { id, parameters }: Extract<Task, { action: 'rollback' }>,
  { progress }: JobContext,
): Promise<void> {
  progress({ step: 'Changing the model', fraction: null });
  const at = clock();
  await inTransaction(pool, async (client) => {
    const changed = await rollBackToUsable(client, parameters.version, at);
    await succeedTask(client, id, { result: { action: 'rollback', ...changed }, at });
  });
}

/** Generates a new demo history for a task, tells the progress, and stores its success. */
async function generateFor(
  services: TaskServices,
  { id, parameters }: Extract<Task, { action: 'generate' }>,
  { signal, progress }: JobContext,
): Promise<void> {
  const { pool, clock } = services;
  const made = await regenerate({
    ...services,
    size: parameters,
    now: clock(),
    signal,
    onProgress: (fraction) => progress({ step: 'Generating history', fraction }),
  });
  const result = { action: 'generate', ...made } as const;
  await inTransaction(pool, (client) => succeedTask(client, id, { result, at: clock() }));
}

/** Ends a task that failed for good, and logs a defect. */
async function failTask(
  services: TaskServices,
  { taskId }: JobOf<'task'>,
  error: unknown,
): Promise<void> {
  if (!(error instanceof AppError))
    services.log.error({ taskId, err: error }, 'a task failed of a defect');
  await settleTask(services, taskId, taskOutcomeOf(error));
}
