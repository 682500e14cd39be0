import { type OpenTask, owedTasks } from '../../data/postgres/tasks/owed-tasks.ts';
import { jobOfTask } from '../contract.ts';
import type { OwedKind } from '../reconcile/recover-lost-jobs.ts';
import { settleTask, taskOutcomeOf } from './task-outcome.ts';

/**
 * Tasks, such as a retraining, that an administrator still waits for, and how they are revived
 * after a crash.
 */
export const OWED_TASKS: OwedKind<OpenTask> = {
  read: owedTasks,
  job: jobOfTask,
  report: (taskId) => ({ name: 'tell-task', taskId }),
  fail: (services, { id }) => settleTask(services, id, taskOutcomeOf(new Error('The job failed.'))),
};
