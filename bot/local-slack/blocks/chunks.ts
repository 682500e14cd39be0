import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { taskSource, taskStatus } from './tasks.ts';
import { text } from './text.ts';

const taskUpdate = z.strictObject({
  type: z.literal('task_update'),
  id: text(SLACK_LIMITS.id),
  title: z.string().min(1),
  status: taskStatus,
  details: z.string().optional(),
  output: z.string().optional(),
  sources: z.array(taskSource).optional(),
});

/** Schema of the chunks by which a streamed message grows. Their blocks are validated with it. */
export const streamChunks = z.array(
  z.discriminatedUnion('type', [
    taskUpdate,
    z.strictObject({ type: z.literal('markdown_text'), text: z.string() }),
    z.strictObject({ type: z.literal('plan_update'), title: z.string().min(1) }),
    z.strictObject({
      type: z.literal('blocks'),
      blocks: z.array(z.record(z.string(), z.unknown())),
    }),
  ]),
);

export type TaskUpdate = z.infer<typeof taskUpdate>;
export type StreamChunk = z.infer<typeof streamChunks>[number];
