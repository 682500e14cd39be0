import { setTimeout as sleep } from 'node:timers/promises';

import { type Job as BullJob, type IQueueBackend, Worker, type WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';

import type { EndedAttempt, OnAttempt } from '../../data/metrics/job-metrics.ts';
import type { Job, JobName } from '../contract.ts';
import type { Connection } from './connection.ts';
import type { JobRelay, ProgressEvent } from './relay.ts';
import { type JobRules, type RunServices, runJob, SHUTDOWN, type TakenJob } from './run.ts';
import { sandboxed } from './sandbox.ts';

/**
 * A killed worker's jobs are taken over one lock and two checks later: within eight seconds.
 * The lock is renewed twice in its time, and a false alarm only does the work twice.
 */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 1_500;
const TAKEOVERS = 10;

const RECONNECT_PAUSE_MS = 1_000;

/**
 * The grace period of a shutdown: how long work that waits may go on when its process is asked to
 * end, and when the worker is left to the exit: a server that is away lets none end.
 */
const GRACE_MS = 8_000;
const END_MS = 10_000;

/** How the jobs of a queue are processed, and how many at once. */
export interface WorkerOf<Name extends JobName> {
  /** Rules for work that waits; for work that computes, the file of an `OpenSandboxWork`. */
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

interface WorkerServices<Connection> {
  connection: Connection;
  relay: Pick<JobRelay, 'tellProgress'>;
  /** Told of every attempt that ends. */
  onAttempt: OnAttempt | undefined;
  log: Logger;
}

/** Starts a BullMQ worker on one queue, which also takes over the jobs of workers that died. */
export async function startWorker<Name extends JobName, Backend extends IQueueBackend, Client>(
  queueName: string,
  { processor, concurrency }: WorkerOf<Name>,
  { connection, relay, log, onAttempt }: WorkerServices<Connection<Backend, Client>>,
): Promise<RunningWorker> {
  const options: WorkerOptions<Client> = {
    connection: connection.consumer,
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: TAKEOVERS,
    runRetryDelay: RECONNECT_PAUSE_MS,
  };
  connection.reserve();
  const { tellProgress } = relay;
  const tellOrLog = (event: ProgressEvent) => {
    tellProgress(event).catch((error: Error) =>
      log.warn({ queueName, reason: error.message }, 'progress not told'),
    );
  };
  const worker = new Worker<Job, void, JobName, Backend, object, Client>(
    queueName,
    processor instanceof URL
      ? sandboxed({ file: processor, tellProgress: tellOrLog })
      : inline(processor, { tellProgress, log }),
    options,
    connection.createBackend,
  );
  worker.on('error', (error) => log.warn({ queueName, reason: error.message }, 'worker'));
  worker.on('stalled', (id) => log.warn({ queueName, id }, 'job of a lost worker taken over'));
  worker.on('failed', (job, { message }) =>
    log.warn({ queueName, id: job?.id, attempt: job?.attemptsMade, reason: message }, 'job failed'),
  );
  worker.on('completed', (job) => onAttempt?.(attemptOf(job, 'done')));
  worker.on('failed', (job) => job && onAttempt?.(attemptOf(job, 'failed')));
  // It would go on trying, and do jobs that nobody knows of.
  await worker.waitUntilReady().catch(async (error: unknown) => {
    await worker.close(true);
    throw error;
  });
  return {
    cancel: (jobId) => void worker.cancelJob(jobId),
    stop: async () => {
      const graceMs = processor instanceof URL ? 0 : GRACE_MS;
      const ended = stop(worker, { graceMs, log }).then(() => true);
      if (await Promise.race([ended, sleep(END_MS, false, { ref: false })])) return;
      log.warn({ queueName }, 'worker did not end; others take up its jobs');
    },
  };
}

/** An attempt that ended as the metrics count it, with how long it took. */
function attemptOf(
  { name, finishedOn = Date.now(), processedOn = finishedOn }: BullJob<Job, void, JobName>,
  outcome: EndedAttempt['outcome'],
): EndedAttempt {
  return { name, outcome, seconds: (finishedOn - processedOn) / 1000 };
}

/**
 * A processor that does jobs in this process. BullMQ hands over a signal only where it declares
 * three parameters.
 */
function inline<Name extends JobName>(
  rules: JobRules<Name>,
  services: Pick<RunServices<Name>, 'tellProgress' | 'log'>,
) {
  return (job: TakenJob, token?: string, signal?: AbortSignal) =>
    runJob(job, signal ?? new AbortController().signal, { rules, token, ...services });
}

/** Shuts a worker down: takes no more jobs, gives running ones a moment, then stops the rest. */
async function stop(
  worker: Pick<Worker, 'pause' | 'cancelAllJobs' | 'close'>,
  { graceMs, log }: { graceMs: number; log: Logger },
): Promise<void> {
  const paused = worker.pause().catch(({ message }: Error) => {
    log.warn({ reason: message }, 'worker not paused');
  });
  await Promise.race([paused, sleep(graceMs, undefined, { ref: false })]);
  worker.cancelAllJobs(SHUTDOWN);
  await worker.close();
}
