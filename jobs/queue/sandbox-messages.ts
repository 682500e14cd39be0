import { z } from 'zod';

import { jobSchema } from '../contract.ts';
import { progressEventSchema } from './relay.ts';
import { SHUTDOWN } from './run.ts';

/** The job that a sandbox process is started with, in its arguments. */
export const orderSchema = z.strictObject({
  data: jobSchema,
  attemptsMade: z.number(),
  opts: z.strictObject({ attempts: z.number().optional() }),
});
export type Order = z.infer<typeof orderSchema>;

/**
 * The only message to a sandbox process: stop, as the job is cancelled or the worker shuts down.
 */
export const stopSchema = z.strictObject({ stop: z.enum([SHUTDOWN, 'cancelled']) });
export type Stop = z.infer<typeof stopSchema>;

const reason = z.string();

/**
 * How work in a sandbox ended. `failed` may pass, `given up` will not, and `stopped` is for another
 * process to take up.
 */
const endingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  z.strictObject({ kind: z.literal('stopped') }),
  z.strictObject({ kind: z.literal('failed'), reason }),
  z.strictObject({ kind: z.literal('given up'), reason }),
]);
export type Ending = z.infer<typeof endingSchema>;

/** The messages of a sandbox process to its worker: one `begun`, any progress, one ending. */
export const newsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('begun'), timeoutMs: z.number() }),
  z.strictObject({ kind: z.literal('progress'), event: progressEventSchema }),
  endingSchema,
]);
export type News = z.infer<typeof newsSchema>;
