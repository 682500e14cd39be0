import { markTaskReported, owedTaskReport } from '../../../data/postgres/tasks/owed-tasks.ts';
import { findTask, setTaskMessage } from '../../../data/postgres/tasks/tasks.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { taskOutcome } from '../../blocks/task/task-outcome.ts';
import type { Conversation } from '../conversation.ts';
import { withMessageLock } from '../message-lock.ts';
import type { DirectMessenger } from '../messenger.ts';
import { readableForms, tellOutcome } from '../tell-outcome.ts';

type ReportServices = Pick<Conversation, 'db' | 'messenger' | 'progress' | 'now' | 'log'>;

/**
 * Posts the outcome of an administrator's task in its placeholder, or as a new message where that
 * is gone. May be called any number of times: what was reported is not reported again.
 */
export async function reportTask(services: ReportServices, taskId: string): Promise<void> {
  const { db, messenger, progress } = services;
  progress.forget(taskId);
  const owed = await owedTaskReport(db, taskId);
  if (!owed) return;
  // First the turn, then the lock: a channel that has to wait must not hold a connection.
  await messenger.inTurn(owed.destination.channel, (direct) =>
    withMessageLock(db, taskId, () => tell({ ...services, messenger: direct }, taskId)),
  );
}

/** Posts the outcome, unless another process has, and stores that it is reported. */
async function tell(
  { db, messenger, now, log }: Omit<ReportServices, 'messenger'> & { messenger: DirectMessenger },
  taskId: string,
): Promise<void> {
  const owed = await owedTaskReport(db, taskId);
  if (!owed) return;
  const isTold = await tellOutcome(messenger, {
    id: taskId,
    place: owed.destination,
    askedAt: owed.askedAt,
    forms: await readableForms(taskId, () => readForms(db, taskId)),
    remember: (messageTs) => setTaskMessage(db, taskId, messageTs),
  });
  if (!isTold) log.warn({ taskId }, 'nobody to report to: the channel is closed to us');
  await markTaskReported(db, taskId, now());
}

async function readForms(db: Conversation['db'], taskId: string): Promise<SlackMessage[]> {
  const task = await findTask(db, taskId);
  if (!task) throw new Error('a task whose report is owed must exist');
  return taskOutcome(task);
}
