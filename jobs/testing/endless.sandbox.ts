import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';

import { type JobHandler, runJob, type TakenJob } from '../queue/run.ts';

/** Reports that it began, then works until it is stopped. */
const handler: JobHandler<'retrain'> = async (_job, { signal, progress }) => {
  progress({ step: `In process ${process.pid}`, fraction: null });
  await sleep(600_000, undefined, { signal });
};

export default function processEndless(
  taken: TakenJob,
  token: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const rules = { handler, timeoutMs: 700_000 };
  return runJob(taken, signal, {
    rules,
    token,
    tellProgress: (event) => taken.updateProgress(event),
    log: pino({ level: 'silent' }),
  });
}
