import { UnrecoverableError, WaitingError } from 'bullmq';

import { exitOnUncaughtException } from '../../data/log/run-main.ts';
import { withTimeout } from '../../data/with-timeout.ts';
import type { JobName } from '../contract.ts';
import type { ProgressEvent } from './relay.ts';
import { runJob } from './run.ts';
import type { OpenSandboxWork } from './sandbox.ts';
import { type Ending, type News, type Order, orderSchema, stopSchema } from './sandbox-messages.ts';

/** For connections to say goodbye before the process ends; the exit closes what does not. */
const CLOSE_MS = 3_000;

/** Does one job in this child process, which `runInSandbox` has started for it, and ends. */
async function main(file: string, order: Order, signal: AbortSignal): Promise<Ending> {
  const { default: open }: { default: OpenSandboxWork<JobName> } = await import(file);
  const { rules, log, close } = await open();
  exitOnUncaughtException(log);
  await tell({ kind: 'begun', timeoutMs: rules.timeoutMs });
  try {
    const tellProgress = (event: ProgressEvent) => tell({ kind: 'progress', event });
    // The worker holds the lock, so it gives the job back.
    const taken = { ...order, moveToWait: async () => 0 };
    await runJob(taken, signal, { rules, token: undefined, tellProgress, log });
    return { kind: 'done' };
  } finally {
    await withTimeout(CLOSE_MS, close).catch((error: Error) =>
      log.warn({ reason: error.message }, 'a sandbox did not close'),
    );
  }
}

/** How the job ended, by what it threw: stopped with its worker, given up, or to be tried again. */
function endingOf(error: unknown): Ending {
  if (error instanceof WaitingError) return { kind: 'stopped' };
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: error instanceof UnrecoverableError ? 'given up' : 'failed', reason };
}

/** Sends a message to the worker that started this process. */
function tell(news: News): Promise<void> {
  return new Promise((resolve, reject) =>
    process.send?.(news, (error: Error | null) => (error ? reject(error) : resolve())),
  );
}

const [, , file = '', order = ''] = process.argv;
const stopping = new AbortController();
process.on('message', (message) => stopping.abort(stopSchema.parse(message).stop));
process.on('disconnect', () => process.exit(1));
// Ctrl-C reaches the worker too, which says what is to become of the job.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
await tell(await main(file, orderSchema.parse(JSON.parse(order)), stopping.signal).catch(endingOf));
process.exit();
