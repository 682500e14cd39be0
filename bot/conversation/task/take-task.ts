import { inTransaction } from '../../../data/postgres/client.ts';
import { withPostgresRetry } from '../../../data/postgres/retry.ts';
import { recordAudit } from '../../../data/postgres/tasks/audit.ts';
import { markTaskReported } from '../../../data/postgres/tasks/owed-tasks.ts';
import {
  acceptTask,
  findBusyTask,
  finishTask,
  setTaskMessage,
  type Task,
} from '../../../data/postgres/tasks/tasks.ts';
import type { TaskAction, TaskOrder } from '../../../data/task.ts';
import { jobOfTask } from '../../../jobs/contract.ts';
import { message, type SlackMessage } from '../../blocks/message.ts';
import { simpleTaskPlaceholder, taskPlaceholder } from '../../blocks/task/task-placeholder.ts';
import { escapeMrkdwn, section } from '../../blocks/text.ts';
import { taskInWords } from '../../words/task.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { queueOwed } from '../jobs.ts';
import { isPermanentFailure, publishFirst } from '../messenger.ts';
import { showTask, taskParts } from './task-progress.ts';
import type { TaskAsker } from './task-rights.ts';

/** A confirmed task, by somebody who may ask for it. */
export interface ConfirmedTask extends TaskAsker {
  order: TaskOrder;
  /** Identity of the submission; a repeat with the same key is done once. */
  key: string;
}

/**
 * Starts an administrator's task (retrain, rollback, generate): a stored row, its placeholder, a
 * job, in that order. It is refused where another is in its way. What fails in between is taken up
 * by the reconciler, which finds the row.
 */
export async function takeTask(
  conversation: Conversation,
  { order, key, user, teamId, channel, tellAsker }: ConfirmedTask,
): Promise<void> {
  const { db, now } = conversation;
  const asked = { order, dedupeKey: key, requestedBy: user, teamId, destination: { channel } };
  const accepted = await withPostgresRetry(() => acceptTask(db, asked, now()));
  if ('busyWith' in accepted) {
    await recordAudit(db, {
      actor: user,
      teamId,
      action: order.action,
      outcome: 'refused',
      detail: { why: 'another task runs', ...order.parameters },
      at: now(),
    });
    return tellAsker(busy(accepted.busyWith));
  }
  const { task, isNew } = accepted;
  if (!isNew) return;
  await postPlaceholder(conversation, task);
  await queueOwed(conversation, jobOfTask(task));
}

/**
 * Refuses to retrain or generate while another task does, and says whose; false where none does.
 */
export async function tellIfBusy(
  { db }: Pick<Conversation, 'db'>,
  action: TaskAction,
  { tellAsker }: Pick<TaskAsker, 'tellAsker'>,
): Promise<boolean> {
  const running = action === 'rollback' ? undefined : await findBusyTask(db);
  if (running) await tellAsker(busy(running));
  return running !== undefined;
}

function busy(running: Task): SlackMessage {
  const { channel } = running.destination;
  const words = `<@${running.requestedBy}> is ${escapeMrkdwn(taskInWords(running))} in <#${channel}>, and one of these runs at a time. Wait for it, or cancel it there.`;
  return message(words, [section(words)]);
}

/**
 * Posts the placeholder of a task, which shows its progress. Where that fails for now the task is
 * done all the same, and its outcome is a new message.
 */
async function postPlaceholder(conversation: Conversation, task: Task): Promise<void> {
  const { db, messenger, progress, now, log } = conversation;
  const place = { ...task.destination, post: { id: task.id, since: task.createdAt } };
  const parts = taskParts(task);
  const forms = [taskPlaceholder(parts), simpleTaskPlaceholder(parts)];
  try {
    const messageTs = await publishFirst(messenger, place, { forms, pauseMs: 0 });
    await withPostgresRetry(() => setTaskMessage(db, task.id, messageTs));
    progress.watch({ id: task.id, channel: place.channel, show: showTask });
  } catch (error) {
    if (!isPermanentFailure(error)) {
      log.warn({ taskId: task.id, reason: reasonOf(error) }, 'placeholder not posted');
      return;
    }
    const outcome = { status: 'refused', failure: error.userMessage, at: now() } as const;
    await inTransaction(db, (client) => finishTask(client, task.id, outcome));
    await markTaskReported(db, task.id, now());
    throw error;
  }
}
