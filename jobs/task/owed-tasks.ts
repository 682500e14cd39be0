import { type OpenTask, owedTasks } from '../../data/postgres/tasks/owed-tasks.ts';
import { jobOfTask } from '../contract.ts';
import type { OwedKind } from '../reconcile/revive.ts';
import { settleTask, taskOutcomeOf } from './task-outcome.ts';

/** Tasks that an administrator waits for. */
export const OWED_TASKS: OwedKind<OpenTask> = {
  read: owedTasks,
  job: jobOfTask,
  report: (taskId) => ({ name: 'tell-task', taskId }),
  fail: (services, { id }) => settleTask(services, id, taskOutcomeOf(new Error('The job failed.'))),
};
