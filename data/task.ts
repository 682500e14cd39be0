import { z } from 'zod';

import { historySizeSchema } from './generate/history-size.ts';
import { verdictSchema } from './verdict.ts';

/** What an administrator may ask for: retrain the model, roll it back, generate a history. */
export const taskOrderSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('retrain'), parameters: z.object({}) }),
  z.object({
    action: z.literal('rollback'),
    parameters: z.object({ version: z.string().min(1).max(100) }),
  }),
  z.object({ action: z.literal('generate'), parameters: historySizeSchema }),
]);
export type TaskOrder = z.infer<typeof taskOrderSchema>;
export type TaskAction = TaskOrder['action'];

/** The result of an administrator's task. */
export const taskResultSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('retrain'), version: z.string(), verdict: verdictSchema }),
  z.object({
    action: z.literal('rollback'),
    version: z.string(),
    /** The version that served before; absent where none did. */
    replaced: z.string().optional(),
  }),
  z.object({
    action: z.literal('generate'),
    rows: z.number(),
    first: z.iso.date(),
    last: z.iso.date(),
  }),
]);
export type TaskResult = z.infer<typeof taskResultSchema>;
