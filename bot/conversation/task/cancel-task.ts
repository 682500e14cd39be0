import { inTransaction } from '../../../data/postgres/client.ts';
import { findTask, finishTask } from '../../../data/postgres/tasks/tasks.ts';
import { jobOfTask } from '../../../jobs/contract.ts';
import { notice } from '../../blocks/notice.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { queueOwed, stopJob } from '../jobs.ts';
import { mayDoTask, type TaskAsker } from './task-rights.ts';

/**
 * Cancels a running retrain, rollback or generate when any administrator clicks Cancel; the first
 * outcome wins.
 */
export async function cancelTask(
  conversation: Conversation,
  asker: TaskAsker & { taskId: string },
): Promise<void> {
  try {
    await stop(conversation, asker);
  } catch (error) {
    await tellFailure(conversation, asker, error);
  }
}

/** Stores the task as cancelled, tells the worker to stop its job, and queues the report. */
async function stop(
  conversation: Conversation,
  asker: TaskAsker & { taskId: string },
): Promise<void> {
  const { db, now } = conversation;
  const task = await findTask(db, asker.taskId);
  if (!task) return asker.tellAsker(notice('I do not know this task any more.'));
  if (!(await mayDoTask(conversation, 'cancel', asker))) return;
  const outcome = { status: 'cancelled', by: asker.user, at: now() } as const;
  const isFirst = await inTransaction(db, (client) => finishTask(client, task.id, outcome));
  if (!isFirst) return asker.tellAsker(notice('Too late to cancel: this has already ended.'));
  await stopJob(conversation, jobOfTask(task));
  await queueOwed(conversation, { name: 'tell-task', taskId: task.id });
}
