import type { Logger } from 'pino';

import { owedTasks } from '../../data/postgres/tasks/owed-tasks.ts';
import { jobOfTask } from '../contract.ts';
import type { Queues } from '../queue.ts';
import { settleTask, type TaskOutcomeServices, taskOutcomeOf } from './task-outcome.ts';

export interface ReconcileTasksServices extends TaskOutcomeServices {
  queues: Pick<Queues, 'add' | 'state'>;
  log: Logger;
}

/** Younger tasks are still on their normal way from row to job. */
const MIN_AGE_MS = 5_000;

/** An outcome that could not be told for so long is not worth another try every few seconds. */
const MAX_UNTOLD_MS = 24 * 3_600_000;

/** As `reconcile`, for administrators' tasks: those without their job, and outcomes never told. */
export async function reconcileTasks(services: ReconcileTasksServices): Promise<void> {
  const { pool, queues, clock } = services;
  const nowMs = clock().getTime();
  const { open, unreported } = await owedTasks(pool, {
    createdBefore: new Date(nowMs - MIN_AGE_MS),
    endedAfter: new Date(nowMs - MAX_UNTOLD_MS),
  });
  for (const task of open) await reviveTask(services, task);
  for (const taskId of unreported) await queues.add({ name: 'tell-task', taskId });
}

async function reviveTask(
  services: ReconcileTasksServices,
  task: Parameters<typeof jobOfTask>[0],
): Promise<void> {
  const job = jobOfTask(task);
  const state = await services.queues.state(job);
  if (state === 'none') await services.queues.add(job);
  if (state === 'failed') {
    // It failed before it could say so: its workers died of it, again and again.
    services.log.error({ taskId: task.id }, "a task's job failed without an outcome");
    await settleTask(services, task.id, taskOutcomeOf(new Error('The job failed.')));
  }
}
