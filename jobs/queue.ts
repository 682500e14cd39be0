import { setTimeout as sleep } from 'node:timers/promises';

import { type Job as BullJob, type IQueueBackend, type JobsOptions, Queue } from 'bullmq';
import type { Logger } from 'pino';

import type { OnAttempt } from '../data/metrics/job-metrics.ts';
import { HEAD_START_MS, JOB_NAMES, type Job, type JobName, jobId, jobSchema } from './contract.ts';
import { type Connection, connectPostgres, connectRedis } from './queue/connection.ts';
import { type QueueDepth, readDepth } from './queue/depth.ts';
import { type FailedJob, failedJobsOf } from './queue/failed-jobs.ts';
import { type JobRelay, openJobRelay, type ProgressEvent } from './queue/relay.ts';
import { ATTEMPTS, FIRST_PAUSE_MS, SLOW_SCHEDULE_MS } from './queue/retry.ts';
import { type RunningWorker, startWorker, type WorkerOf } from './queue/worker.ts';

export type { QueueDepth } from './queue/depth.ts';

const GOODBYE_MS = 3_000;
const POLL_MS = 50;

/** Finished jobs of one name that are kept, and forgotten at once. */
const KEPT = 1_000;

/** How long finished jobs are kept: those that succeeded, and those that failed. */
const KEEP_DONE_S = 24 * 3_600;
const KEEP_FAILED_S = 7 * 24 * 3_600;

const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
  removeOnComplete: { count: KEPT, age: KEEP_DONE_S },
  removeOnFail: { count: KEPT, age: KEEP_FAILED_S },
} satisfies JobsOptions;

/** What gave up has all its attempts again. */
const AS_NEW = { resetAttemptsMade: true, resetAttemptsStarted: true };

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
type JobState = 'live' | 'failed' | 'none';

/**
 * Opens the queues, on Redis where `redisUrl` is given, else on Postgres. They survive a restart
 * of their server.
 * @throws AppError where the Redis may not be used or cannot be reached.
 */
export async function openQueues(options: QueueOptions): Promise<Queues> {
  const { databaseUrl, redisUrl, prefix = 'ducky', log, onAttempt } = options;
  const settings = { prefix, log, onAttempt };
  return redisUrl
    ? openOn(await connectRedis(redisUrl, log), settings)
    : openOn(await connectPostgres(databaseUrl, log), settings);
}

interface Settings {
  prefix: string;
  log: Logger;
  onAttempt: OnAttempt | undefined;
}

async function openOn<Backend extends IQueueBackend, Client>(
  connection: Connection<Backend, Client>,
  settings: Settings,
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

/** Jobs that wait, and the processes that do them. */
export interface Queues {
  /**
   * Adds the job, unless the same one is waiting or running. Of one that `isNew`, never added
   * before, it need not be looked up whether it is done.
   */
  add(job: Job, options?: { isNew?: boolean }): Promise<void>;
  /** Has the job done every `everyMs`, by whichever process is free; a repeat changes the interval. */
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
  /** Has a job that gave up done again; of a schedule, each turn that did. */
  retry(job: Job): Promise<void>;
  /** Forgets finished jobs that are older than they are kept, which only the next one would do. */
  clean(): Promise<void>;
  /** Starts to take jobs of this name, in this process. */
  startWorker<Name extends JobName>(name: Name, worker: WorkerOf<Name>): Promise<void>;
  /** Hears of the progress of every job that tells it, from whatever process runs it. */
  onProgress(listener: (event: ProgressEvent) => void): Promise<void>;
  /** Waits until an added job has succeeded; rejects where it fails or `timeoutMs` have passed. */
  waitFor(job: Job, timeoutMs: number): Promise<void>;
  /** Stops the job in whatever process does it; what it is done for is not touched. */
  cancel(job: Job): Promise<void>;
  /** Lets running jobs end, then closes everything that was opened. May be called twice. */
  close(): Promise<void>;
}

interface Parts<Backend extends IQueueBackend, Client> extends Settings {
  connection: Connection<Backend, Client>;
  relay: JobRelay;
}

function isOf(kept: BullJob, id: string): boolean {
  return failedJobsOf([kept])[0]?.id === id;
}

class BullQueues<Backend extends IQueueBackend, Client> implements Queues {
  readonly #parts: Parts<Backend, Client>;
  readonly #queues = new Map<
    JobName,
    Queue<Job, void, string, Job, void, string, Backend, Client>
  >();
  readonly #workers: RunningWorker[] = [];
  readonly #schedules = new Map<string, { job: Job; everyMs: number }>();
  readonly #limits = new Map<JobName, number>();
  #closing: Promise<void> | undefined;

  constructor(parts: Parts<Backend, Client>) {
    this.#parts = parts;
  }

  /** Stops the job where this process runs it. */
  stopJob(id: string): void {
    for (const worker of this.#workers) worker.cancel(id);
  }

  async add(job: Job, { isNew = false } = {}): Promise<void> {
    const checked = jobSchema.parse(job);
    const queue = this.#queue(checked.name);
    if (!isNew) await this.#removeFinished(checked);
    const delay = HEAD_START_MS[checked.name] ?? 0;
    await queue.add(checked.name, checked, { ...JOB_OPTIONS, delay, jobId: jobId(checked) });
  }

  async schedule(job: Job, everyMs: number): Promise<void> {
    const data = jobSchema.parse(job);
    const { name } = data;
    this.#schedules.set(jobId(data), { job: data, everyMs });
    // Of a quick schedule the next turn is the second attempt.
    const attempts = everyMs < SLOW_SCHEDULE_MS ? 1 : ATTEMPTS;
    const template = { name, data, opts: { ...JOB_OPTIONS, attempts } };
    await this.#queue(name).upsertJobScheduler(jobId(data), { every: everyMs }, template);
  }

  async restore(): Promise<void> {
    for (const [id, { job, everyMs }] of this.#schedules) {
      const found = await this.#queue(job.name).getJobScheduler(id);
      if (!found) await this.schedule(job, everyMs);
    }
    for (const [name, limit] of this.#limits) {
      const queue = this.#queue(name);
      if ((await queue.getGlobalConcurrency()) !== limit) await queue.setGlobalConcurrency(limit);
    }
  }

  async state(job: Job): Promise<JobState> {
    const state = await this.#queue(job.name).getJobState(jobId(job));
    if (state === 'failed') return 'failed';
    return state === 'completed' || state === 'unknown' ? 'none' : 'live';
  }

  depths(): Promise<QueueDepth[]> {
    const nowMs = Date.now();
    return Promise.all(JOB_NAMES.map((name) => readDepth(name, this.#queue(name), nowMs)));
  }

  async failed(): Promise<FailedJob[]> {
    const kept = JOB_NAMES.map((name) => this.#queue(name).getFailed());
    return failedJobsOf((await Promise.all(kept)).flat());
  }

  async retry(job: Job): Promise<void> {
    const failed = await this.#queue(job.name).getFailed();
    // Turns of a schedule each have an id of their own, and BullMQ lets nobody remove one.
    const same = failed.filter((each) => isOf(each, jobId(job)));
    for (const each of same) await each.retry('failed', AS_NEW);
  }

  async clean(): Promise<void> {
    for (const name of JOB_NAMES) {
      const queue = this.#queue(name);
      await queue.clean(KEEP_DONE_S * 1_000, KEPT, 'completed');
      await queue.clean(KEEP_FAILED_S * 1_000, KEPT, 'failed');
    }
  }

  async startWorker<Name extends JobName>(name: Name, worker: WorkerOf<Name>): Promise<void> {
    if (worker.everywhere) {
      this.#limits.set(name, worker.everywhere);
      await this.#queue(name).setGlobalConcurrency(worker.everywhere);
    }
    this.#workers.push(await startWorker(this.#nameOf(name), worker, this.#parts));
  }

  onProgress(listener: (event: ProgressEvent) => void): Promise<void> {
    return this.#parts.relay.onProgress(listener);
  }

  async waitFor(job: Job, timeoutMs: number): Promise<void> {
    // Polls, because an event that is sent while the server restarts is lost.
    for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += POLL_MS) {
      const state = await this.state(job);
      if (state === 'none') return;
      if (state === 'failed') throw new Error(await this.#failureOf(job));
      await sleep(POLL_MS);
    }
    throw new Error(`${jobId(job)} has not ended after ${timeoutMs} ms`);
  }

  cancel(job: Job): Promise<void> {
    return this.#parts.relay.cancel(jobId(job));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    const listeners = [...this.#queues.values(), this.#parts.relay];
    const closed = Promise.all(listeners.map((listener) => listener.close()));
    // A server that is away never answers the goodbye.
    await Promise.race([closed, sleep(GOODBYE_MS, undefined, { ref: false })]);
    await this.#parts.connection.close();
  }

  /** BullMQ ignores a new job under the id of a finished one. */
  async #removeFinished(job: Job): Promise<void> {
    const queue = this.#queue(job.name);
    const state = await queue.getJobState(jobId(job));
    if (state !== 'completed' && state !== 'failed') return;
    const finished = await queue.getJob(jobId(job));
    // Somebody else may have removed it, or added it again and a worker has it locked.
    await finished?.remove().catch(() => {});
  }

  async #failureOf(job: Job): Promise<string | undefined> {
    return (await this.#queue(job.name).getJob(jobId(job)))?.failedReason;
  }

  #nameOf(name: JobName): string {
    return `${this.#parts.prefix}-${name}`;
  }

  #queue(name: JobName) {
    const open = this.#queues.get(name);
    if (open) return open;
    const { connection, log } = this.#parts;
    const queue = new Queue<Job, void, string, Job, void, string, Backend, Client>(
      this.#nameOf(name),
      { connection: connection.producer },
      connection.createBackend,
    );
    queue.on('error', (error) => log.warn({ name, reason: error.message }, 'queue'));
    this.#queues.set(name, queue);
    return queue;
  }
}
