import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { takeTask } from './take-task.ts';
import type { TaskOrigin } from './task-modal.ts';
import { type ReadOrder, readOrder, type TaskFields } from './task-order.ts';
import { mayDoTask, type TaskAsker } from './task-rights.ts';

/** A submitted modal of a task. */
export interface SubmittedTask extends Omit<TaskAsker, 'channel'>, TaskOrigin {
  fields: TaskFields;
  /** Identity of the submission. */
  key: string;
}

/** What to do with it: show the problems under their fields, or close the modal and run. */
export type TaskSubmission =
  | Extract<ReadOrder, { problems: unknown }>
  | { run: () => Promise<void> };

/** Validates a submitted task modal: gives the problems of its fields, or what to run. */
export function submitTask(conversation: Conversation, submitted: SubmittedTask): TaskSubmission {
  const read = readOrder(submitted.action, submitted.fields);
  if ('problems' in read) return read;
  return { run: () => runTask(conversation, submitted, read.order) };
}

/**
 * Starts a confirmed task, once. Rights may have gone since the modal was opened, so they are
 * looked at again.
 */
async function runTask(
  conversation: Conversation,
  submitted: SubmittedTask,
  order: Extract<ReadOrder, { order: unknown }>['order'],
): Promise<void> {
  if (!conversation.seen.add(submitted.key)) return;
  try {
    if (!(await mayDoTask(conversation, order.action, submitted))) return;
    await takeTask(conversation, { ...submitted, order });
  } catch (error) {
    await tellFailure(conversation, submitted, error);
  }
}
