import type { IQueueBackend } from 'bullmq';
import type { Logger } from 'pino';

import type { OnAttempt } from '../data/metrics/job-metrics.ts';
import type { Job, JobName } from './contract.ts';
import { BullQueues, type QueueSettings } from './queue/bull-queues.ts';
import { type Connection, connectPostgres, connectRedis } from './queue/connection.ts';
import type { QueueDepth } from './queue/depth.ts';
import type { FailedJob } from './queue/failed-jobs.ts';
import { openJobRelay, type ProgressEvent } from './queue/relay.ts';
import type { WorkerOf } from './queue/worker.ts';

export type { QueueDepth } from './queue/depth.ts';

export interface QueueOptions {
  /** Where the jobs live unless `redisUrl` is given. */
  databaseUrl: string;
  redisUrl?: string | undefined;
  /** Letters, digits, `-` and `_`: keeps several Duckys on one server apart; `ducky` unless given. */
  prefix?: string;
  /** Told of every attempt at a job that ends in this process. */
  onAttempt?: OnAttempt;
  log: Logger;
}

/** `live`: waits, runs or will be tried again. `failed`: gave up. `none`: done, or never added. */
export type JobState = 'live' | 'failed' | 'none';

/**
 * Opens the job queues, on Redis where `redisUrl` is given, else on Postgres. They survive a
 * restart of their server.
 * @throws AppError where the Redis may not be used or cannot be reached.
 */
export async function openQueues(options: QueueOptions): Promise<Queues> {
  const { databaseUrl, redisUrl, prefix = 'ducky', log, onAttempt } = options;
  const settings = { prefix, log, onAttempt };
  return redisUrl
    ? openOn(await connectRedis(redisUrl, log), settings)
    : openOn(await connectPostgres(databaseUrl, log), settings);
}

/** Opens the queues and the relay on a connection; where one fails, what was opened is closed. */
async function openOn<Backend extends IQueueBackend, Client>(
  connection: Connection<Backend, Client>,
  settings: QueueSettings,
): Promise<Queues> {
  await using opened = new AsyncDisposableStack();
  opened.defer(() => connection.close());
  const relay = await openJobRelay(connection, settings);
  opened.defer(() => relay.close());
  const queues = new BullQueues({ connection, relay, ...settings });
  await relay.onCancel((id) => queues.stopJob(id));
  opened.move();
  return queues;
}

/** The job queue: adds, schedules, retries, cancels and watches jobs, and runs their workers. */
export interface Queues {
  /**
   * Adds the job, unless the same one is waiting or running. Of one that `isNew`, never added
   * before, it need not be looked up whether it is done.
   */
  add(job: Job, options?: { isNew?: boolean }): Promise<void>;
  /** Repeats the job every `everyMs` in any free process; another call changes the interval. */
  schedule(job: Job, everyMs: number): Promise<void>;
  /**
   * Sets up again what a server that lost its data has forgotten: the schedules and limits that this
   * process asked for.
   */
  restore(): Promise<void>;
  state(job: Job): Promise<JobState>;
  /** How much there is of every name; failed jobs of the last week, at most a thousand each. */
  depths(): Promise<QueueDepth[]>;
  /** The jobs that gave up, of every name. */
  failed(): Promise<FailedJob[]>;
  /** Retries a job that gave up; of the turns of a schedule that did, the last. */
  retry(job: Job): Promise<void>;
  /** Deletes failed jobs that are older than they are kept, which only the next one would do. */
  clean(): Promise<void>;
  /** Starts to take jobs of this name, in this process. */
  startWorker<Name extends JobName>(name: Name, worker: WorkerOf<Name>): Promise<void>;
  /** Hears of the progress of every job that tells it, from whatever process runs it. */
  onProgress(listener: (event: ProgressEvent) => void): Promise<void>;
  /**
   * Waits until an added job has succeeded, also while the server is away.
   * @throws what the job failed of, an AppError again where it was one; AppError `unavailable` where
   * it has not ended after `timeoutMs`, and goes on.
   */
  waitFor(job: Job, timeoutMs: number): Promise<void>;
  /**
   * Tells the worker of the job, in whatever process, to stop it; its stored row is not touched.
   */
  cancel(job: Job): Promise<void>;
  /**
   * Shuts down: gives running jobs a moment to end, those that compute none, and leaves them to
   * other processes where they do not; then closes everything that was opened. May be called twice.
   */
  close(): Promise<void>;
}
