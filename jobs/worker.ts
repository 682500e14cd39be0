import { setTimeout as sleep } from 'node:timers/promises';

import { type IQueueBackend, Worker, type WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';

import type { Connection } from './connection.ts';
import type { Job, JobName } from './contract.ts';
import { type JobRules, runJob, SHUTDOWN } from './run.ts';

/**
 * A killed worker's jobs are taken over one lock and two checks later: within eight seconds.
 * The lock is renewed twice in its time, and a false alarm only does the work twice.
 */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 1_500;
const TAKEOVERS = 10;

const RECONNECT_PAUSE_MS = 1_000;

/** How long work that waits may go on when its process is asked to end. */
const GRACE_MS = 8_000;

export interface WorkerOf<Name extends JobName> {
  /** Rules for work that waits; for work that computes, the file of a sandboxed processor. */
  processor: JobRules<Name> | URL;
  /** Jobs at once in this process. */
  concurrency: number;
  /** Jobs at once in all processes together, where that is limited. */
  everywhere?: number;
}

export interface RunningWorker {
  /** Stops a job if this process runs it. */
  cancel(jobId: string): void;
  /** Takes no more jobs, and gives running ones a moment before another process gets them. */
  stop(): Promise<void>;
}

/** Starts taking the jobs of one BullMQ queue. */
export async function startWorker<Name extends JobName, Backend extends IQueueBackend, Client>(
  queueName: string,
  { processor, concurrency }: WorkerOf<Name>,
  { connection, log }: { connection: Connection<Backend, Client>; log: Logger },
): Promise<RunningWorker> {
  const options: WorkerOptions<Client> = {
    connection: connection.consumer,
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: TAKEOVERS,
    runRetryDelay: RECONNECT_PAUSE_MS,
    // BullMQ would rewrite every flag that has `--inspect` in it to one that Node refuses.
    workerForkOptions: { execArgv: [] },
  };
  connection.reserve();
  const worker = new Worker<Job, void, JobName, Backend, object, Client>(
    queueName,
    processor instanceof URL ? processor : inline(processor, log),
    options,
    connection.createBackend,
  );
  worker.on('error', (error) => log.warn({ queueName, reason: error.message }, 'worker'));
  worker.on('stalled', (id) => log.warn({ queueName, id }, 'job of a lost worker taken over'));
  worker.on('failed', (job, { message }) =>
    log.warn({ queueName, id: job?.id, attempt: job?.attemptsMade, reason: message }, 'job failed'),
  );
  await worker.waitUntilReady();
  return {
    cancel: (jobId) => void worker.cancelJob(jobId),
    stop: () => stop(worker, processor instanceof URL ? 0 : GRACE_MS),
  };
}

/** BullMQ hands over a signal only where the processor declares three parameters. */
function inline<Name extends JobName>(rules: JobRules<Name>, log: Logger) {
  return (job: Parameters<typeof runJob>[0], _token?: string, signal?: AbortSignal) =>
    runJob(job, signal ?? new AbortController().signal, { rules, log });
}

async function stop(
  worker: Pick<Worker, 'pause' | 'cancelAllJobs' | 'close'>,
  graceMs: number,
): Promise<void> {
  await Promise.race([worker.pause(), sleep(graceMs, undefined, { ref: false })]);
  worker.cancelAllJobs(SHUTDOWN);
  await worker.close();
}
