import { AppError } from '../../../data/errors.ts';
import { markTaskReported, owedTaskReport } from '../../../data/postgres/tasks/owed-tasks.ts';
import { findTask, setTaskMessage, type Task } from '../../../data/postgres/tasks/tasks.ts';
import { taskOutcome } from '../../blocks/task/task-outcome.ts';
import type { Conversation } from '../conversation.ts';
import { withMessageLock } from '../message-lock.ts';
import { type DirectMessenger, publishFirst } from '../messenger.ts';

type ReportServices = Pick<Conversation, 'db' | 'messenger' | 'progress' | 'now' | 'log'>;

/**
 * Publishes the outcome of a task in its placeholder, or as a new message where that is gone. May
 * be called any number of times: what was reported is not reported again.
 */
export async function reportTask(services: ReportServices, taskId: string): Promise<void> {
  const { db, messenger, progress, now } = services;
  progress.forget(taskId);
  const destination = await owedTaskReport(db, taskId);
  if (!destination) return;
  // First the turn, then the lock: a channel that has to wait must not hold a connection.
  await messenger.inTurn(destination.channel, (direct) =>
    withMessageLock(db, taskId, async () => {
      if (!(await owedTaskReport(db, taskId))) return;
      const task = await findTask(db, taskId);
      if (task) await publishOutcome({ ...services, messenger: direct }, task);
      await markTaskReported(db, taskId, now());
    }),
  );
}

async function publishOutcome(
  { db, messenger, log }: Omit<ReportServices, 'messenger'> & { messenger: DirectMessenger },
  task: Task,
): Promise<void> {
  const { id, destination, createdAt } = task;
  try {
    const named = { ...destination, post: { id, since: createdAt } };
    // A crash may have come between posting a message and storing its ts.
    const place = { ...named, messageTs: named.messageTs ?? (await messenger.findPost(named)) };
    const forms = taskOutcome(task);
    const messageTs = await publishFirst(messenger, place, { forms, pauseMs: 0 });
    if (messageTs !== destination.messageTs) await setTaskMessage(db, id, messageTs);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    log.warn({ taskId: id }, 'nobody to report to: the channel is closed to us');
  }
}
