import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';
import { z } from 'zod';

import { openQueues } from '../queue.ts';

/** A worker in a process of its own, for tests that kill it. It prints what it does. */
const optionsSchema = z.strictObject({
  databaseUrl: z.string(),
  redisUrl: z.string().optional(),
  prefix: z.string(),
  /** How long each forecast job takes. */
  jobMs: z.number(),
});
export type WorkerProcessOptions = z.infer<typeof optionsSchema>;

const { jobMs, ...queueOptions } = optionsSchema.parse(JSON.parse(process.argv[2] ?? ''));
const log = pino({ level: 'silent' });
const queues = await openQueues({ ...queueOptions, log });
const print = (line: string) => process.stdout.write(`${line}\n`);

await queues.startWorker('forecast', {
  concurrency: 2,
  processor: {
    timeoutMs: 60_000,
    handler: async ({ requestId }, { signal, progress }) => {
      print(`started ${requestId}`);
      progress({ step: 'Forecasting', fraction: 0.5 });
      await sleep(jobMs, undefined, { signal });
      print(`done ${requestId}`);
    },
    onFailed: async ({ requestId }) => void print(`failed ${requestId}`),
  },
});
process.once('SIGTERM', () => void queues.close());
print('ready');
