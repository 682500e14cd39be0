import { z } from 'zod';

import { verdictSchema } from './verdict.ts';

/** A notification to administrators, unasked: a retraining is over, or jobs failed for good. */
export const noticeContentSchema = z.discriminatedUnion('kind', [
  /** A scheduled retraining is over. */
  z.object({ kind: z.literal('retrained'), version: z.string(), verdict: verdictSchema }),
  /** Jobs that do the same work failed for good; the last of them is told. */
  z.object({
    kind: z.literal('jobs gave up'),
    job: z.string(),
    count: z.number().int().positive(),
    /** The last one's id in the queue. */
    jobId: z.string(),
    /** Why the last one gave up. */
    reason: z.string(),
    /** False where whoever asked has been told, and can only ask again. */
    canRetry: z.boolean(),
  }),
]);
export type NoticeContent = z.infer<typeof noticeContentSchema>;
