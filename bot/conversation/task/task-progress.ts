import { findTask, type Task } from '../../../data/postgres/tasks/tasks.ts';
import { TASK_STEPS } from '../../../jobs/contract.ts';
import {
  simpleTaskPlaceholder,
  type TaskPlaceholderParts,
  taskPlaceholder,
} from '../../blocks/task/task-placeholder.ts';
import { withMessageLock } from '../message-lock.ts';
import { replaceMessage, type ShowProgress } from '../progress.ts';

/** Updates the placeholder of a task with how far its job has come. */
export const showTask: ShowProgress = ({ db, messenger }, taskId, { step, fraction }) =>
  withMessageLock(db, taskId, async () => {
    const task = await findTask(db, taskId);
    if (!task?.destination.messageTs || task.finishedAt) return false;
    const parts = { ...taskParts(task, step), fraction };
    const forms = [taskPlaceholder(parts), simpleTaskPlaceholder(parts)];
    return replaceMessage(messenger, { place: task.destination, forms });
  });

/** What the placeholder of a task shows at a step; `undefined` while it waits for its turn. */
export function taskParts(task: Task, current?: string): TaskPlaceholderParts {
  const { id, requestedBy, action } = task;
  return { taskId: id, order: task, requestedBy, steps: TASK_STEPS[action], current };
}
