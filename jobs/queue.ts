import { setTimeout as sleep } from 'node:timers/promises';

import { type IQueueBackend, type JobsOptions, Queue, QueueEvents } from 'bullmq';
import type { Logger } from 'pino';
import { z } from 'zod';

import { type CancelChannel, openCancelChannel } from './cancel.ts';
import { type Connection, connectPostgres, connectRedis } from './connection.ts';
import {
  HEAD_START_MS,
  JOB_NAMES,
  type Job,
  type JobName,
  jobId,
  jobSchema,
  NAMES_WITH_PROGRESS,
  type Progress,
  progressSchema,
} from './contract.ts';
import { ATTEMPTS, FIRST_PAUSE_MS } from './retry.ts';
import { type RunningWorker, startWorker, type WorkerOf } from './worker.ts';

const GOODBYE_MS = 3_000;
const POLL_MS = 50;

const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
  removeOnComplete: { count: 1_000, age: 24 * 3_600 },
  removeOnFail: { count: 1_000, age: 7 * 24 * 3_600 },
} satisfies JobsOptions;

export interface QueueOptions {
  /** Where the jobs live unless `redisUrl` is given. */
  databaseUrl: string;
  redisUrl?: string | undefined;
  /** Letters, digits, `-` and `_`: keeps several Duckys on one server apart; `ducky` unless given. */
  prefix?: string;
  log: Logger;
}

export interface ProgressEvent {
  job: Job;
  progress: Progress;
}

const progressEventSchema = z.object({ job: jobSchema, progress: progressSchema });

/** `live`: waits, runs or will be tried again. `failed`: gave up. `none`: done, or never added. */
type JobState = 'live' | 'failed' | 'none';

/** Jobs by what they do; failed ones are kept for a week. */
interface JobCounts {
  waiting: number;
  active: number;
  failed: number;
}

/**
 * Opens the queues, on Redis where `redisUrl` is given, else on Postgres. They survive a restart
 * of their server.
 * @throws AppError where the Redis may not be used or cannot be reached.
 */
export async function openQueues(options: QueueOptions): Promise<Queues> {
  const { databaseUrl, redisUrl, prefix = 'ducky', log } = options;
  return redisUrl
    ? openOn(await connectRedis(redisUrl, log), { prefix, log })
    : openOn(await connectPostgres(databaseUrl, log), { prefix, log });
}

async function openOn<Backend extends IQueueBackend, Client>(
  connection: Connection<Backend, Client>,
  { prefix, log }: { prefix: string; log: Logger },
): Promise<Queues> {
  try {
    const cancels = await openCancelChannel(connection, { prefix, log });
    return new BullQueues({ connection, cancels, prefix, log });
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Jobs that wait, and the processes that do them. */
export interface Queues {
  /** Adds the job, unless the same one is waiting or running. */
  add(job: Job): Promise<void>;
  /** Has the job done every `everyMs`, by whichever process is free; a repeat changes the interval. */
  schedule(job: Job, everyMs: number): Promise<void>;
  state(job: Job): Promise<JobState>;
  /** How many jobs of any name there are now. */
  counts(): Promise<JobCounts>;
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

interface Parts<Backend extends IQueueBackend, Client> {
  connection: Connection<Backend, Client>;
  cancels: CancelChannel;
  prefix: string;
  log: Logger;
}

class BullQueues<Backend extends IQueueBackend, Client> implements Queues {
  readonly #parts: Parts<Backend, Client>;
  readonly #queues = new Map<
    JobName,
    Queue<Job, void, JobName, Job, void, JobName, Backend, Client>
  >();
  readonly #events = new Map<JobName, QueueEvents<void, Backend, Client>>();
  readonly #workers: RunningWorker[] = [];
  #closing: Promise<void> | undefined;

  constructor(parts: Parts<Backend, Client>) {
    this.#parts = parts;
    parts.cancels.onCancel((id) => {
      for (const worker of this.#workers) worker.cancel(id);
    });
  }

  async add(job: Job): Promise<void> {
    const checked = jobSchema.parse(job);
    const queue = this.#queue(checked.name);
    // BullMQ ignores a new job under the id of a finished one.
    const state = await queue.getJobState(jobId(checked));
    if (state === 'completed' || state === 'failed') await this.#removeFinished(checked);
    const delay = HEAD_START_MS[checked.name] ?? 0;
    await queue.add(checked.name, checked, { ...JOB_OPTIONS, delay, jobId: jobId(checked) });
  }

  async schedule(job: Job, everyMs: number): Promise<void> {
    const data = jobSchema.parse(job);
    // The next turn is the second attempt.
    const template = { name: data.name, data, opts: { ...JOB_OPTIONS, attempts: 1 } };
    await this.#queue(data.name).upsertJobScheduler(data.name, { every: everyMs }, template);
  }

  async state(job: Job): Promise<JobState> {
    const state = await this.#queue(job.name).getJobState(jobId(job));
    if (state === 'failed') return 'failed';
    return state === 'completed' || state === 'unknown' ? 'none' : 'live';
  }

  async counts(): Promise<JobCounts> {
    const all = { waiting: 0, active: 0, failed: 0 };
    for (const name of JOB_NAMES) {
      const { waiting = 0, active = 0, failed = 0 } = await this.#queue(name).getJobCounts();
      all.waiting += waiting;
      all.active += active;
      all.failed += failed;
    }
    return all;
  }

  async startWorker<Name extends JobName>(name: Name, worker: WorkerOf<Name>): Promise<void> {
    const { connection, log } = this.#parts;
    if (worker.everywhere) await this.#queue(name).setGlobalConcurrency(worker.everywhere);
    this.#workers.push(await startWorker(this.#nameOf(name), worker, { connection, log }));
  }

  async onProgress(listener: (event: ProgressEvent) => void): Promise<void> {
    for (const name of NAMES_WITH_PROGRESS) {
      const events = await this.#eventsOf(name);
      events.on('progress', ({ data }) => listener(progressEventSchema.parse(data)));
    }
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
    return this.#parts.cancels.publish(jobId(job));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    const listeners = [...this.#events.values(), ...this.#queues.values(), this.#parts.cancels];
    const closed = Promise.all(listeners.map((listener) => listener.close()));
    // A server that is away never answers the goodbye.
    await Promise.race([closed, sleep(GOODBYE_MS, undefined, { ref: false })]);
    await this.#parts.connection.close();
  }

  async #removeFinished(job: Job): Promise<void> {
    const finished = await this.#queue(job.name).getJob(jobId(job));
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
    const queue = new Queue<Job, void, JobName, Job, void, JobName, Backend, Client>(
      this.#nameOf(name),
      { connection: connection.producer },
      connection.createBackend,
    );
    queue.on('error', (error) => log.warn({ name, reason: error.message }, 'queue'));
    this.#queues.set(name, queue);
    return queue;
  }

  async #eventsOf(name: JobName): Promise<QueueEvents<void, Backend, Client>> {
    const events = this.#events.get(name) ?? this.#openEvents(name);
    await events.waitUntilReady();
    return events;
  }

  #openEvents(name: JobName): QueueEvents<void, Backend, Client> {
    const { connection, log } = this.#parts;
    connection.reserve();
    const events = new QueueEvents<void, Backend, Client>(
      this.#nameOf(name),
      { connection: connection.consumer },
      connection.createBackend,
    );
    events.on('error', (error) => log.warn({ name, reason: error.message }, 'events'));
    this.#events.set(name, events);
    return events;
  }
}
