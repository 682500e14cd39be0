import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { richText } from './rich-text.ts';
import { text } from './text.ts';

const blockId = text(SLACK_LIMITS.id).optional();

/** Schema of a source that a task names: a link. */
export const taskSource = z.strictObject({
  type: z.literal('url'),
  url: text(3_000),
  text: text(SLACK_LIMITS.id),
});

/** Schema of how far a task has come. */
export const taskStatus = z.enum(['pending', 'in_progress', 'complete', 'error']);

/** Schema of a task card: one step of the app's work, and its progress. */
export const taskCardBlock = z.strictObject({
  type: z.literal('task_card'),
  block_id: blockId,
  task_id: text(SLACK_LIMITS.id),
  title: z.string().min(1),
  status: taskStatus,
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(taskSource).optional(),
});

/** Schema of a plan: the steps of the app's work as task cards. */
export const planBlock = z.strictObject({
  type: z.literal('plan'),
  block_id: blockId,
  title: z.string().min(1),
  tasks: z.array(taskCardBlock).optional(),
});
