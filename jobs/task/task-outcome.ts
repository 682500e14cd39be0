import type pg from 'pg';

import type { Clock } from '../../data/calendar.ts';
import { AppError, describeError, type ErrorCode } from '../../data/errors.ts';
import { inTransaction } from '../../data/postgres/client.ts';
import { owedTaskReport } from '../../data/postgres/tasks/owed-tasks.ts';
import { finishTask, type TaskOutcome } from '../../data/postgres/tasks/tasks.ts';
import type { Queues } from '../queue.ts';

export interface TaskOutcomeServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'add'>;
  clock: Clock;
}

/**
 * Stores the outcome of an administrator's task, unless it has one already, and adds the job that
 * tells whoever asked.
 */
export async function settleTask(
  services: TaskOutcomeServices,
  taskId: string,
  outcome: TaskOutcome,
): Promise<void> {
  const { pool, clock } = services;
  await inTransaction(pool, (client) => finishTask(client, taskId, { ...outcome, at: clock() }));
  await addTaskReport(services, taskId);
}

/**
 * Adds the job that reports the outcome of an ended task, where whoever asked has not been told.
 */
export async function addTaskReport(
  { pool, queues }: Pick<TaskOutcomeServices, 'pool' | 'queues'>,
  taskId: string,
): Promise<void> {
  if (await owedTaskReport(pool, taskId)) await queues.add({ name: 'tell-task', taskId });
}

/** Errors that say that what was asked may not be done as things are, not that doing it went wrong. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'bad_input',
  'conflict',
  'no_history',
  'not_found',
]);

/** Maps the error that ended a task for good to its outcome: refused as things are, or failed. */
export function taskOutcomeOf(error: unknown): TaskOutcome {
  const isRefusal = error instanceof AppError && REFUSALS.has(error.code);
  return { status: isRefusal ? 'refused' : 'failed', failure: describeError(error) };
}
