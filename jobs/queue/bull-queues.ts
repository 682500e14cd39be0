import { setTimeout as sleep } from 'node:timers/promises';

import {
  type Job as BullJob,
  type JobState as BullJobState,
  type IQueueBackend,
  Queue,
} from 'bullmq';
import type { Logger } from 'pino';

import { isConnectionLost } from '../../data/connection-lost.ts';
import { AppError } from '../../data/errors.ts';
import type { OnAttempt } from '../../data/metrics/job-metrics.ts';
import {
  JOB_NAMES,
  type Job,
  type JobName,
  jobId,
  jobSchema,
  START_DELAY_MS,
} from '../contract.ts';
import type { JobState, Queues } from '../queue.ts';
import type { Connection } from './connection.ts';
import { type QueueDepth, readDepth } from './depth.ts';
import { type FailedJob, failedJobsOf } from './failed-jobs.ts';
import { failureOf } from './failure.ts';
import { AS_NEW, JOB_OPTIONS, KEEP_FAILED_S, KEPT } from './job-options.ts';
import type { JobRelay, ProgressEvent } from './relay.ts';
import { ATTEMPTS, SLOW_SCHEDULE_MS } from './retry.ts';
import { type RunningWorker, startWorker, type WorkerOf } from './worker.ts';

const GOODBYE_MS = 3_000;
const POLL_MS = 50;

export interface QueueSettings {
  prefix: string;
  log: Logger;
  onAttempt: OnAttempt | undefined;
}

interface Parts<Backend extends IQueueBackend, Client> extends QueueSettings {
  connection: Connection<Backend, Client>;
  relay: JobRelay;
}

/**
 * Ignores the error of a job that is gone: somebody else may have removed it, or added it again and
 * a worker has it locked.
 */
function unlessGone(error: Error): void {
  if (!GONE.test(error.message)) throw error;
}

/** What BullMQ says of a job that is not there any more, or not finished. */
const GONE = /^Missing key for job|is locked by another worker$|is not in the failed state/;

/**
 * Whether a job in this state waits or runs. It is in an unknown state where there is none, or
 * where Redis has evicted part of it.
 */
function isLive(state: BullJobState | 'unknown'): boolean {
  return state !== 'completed' && state !== 'failed' && state !== 'unknown';
}

/** Ignores a lost connection to the queue: a server that is away comes back. */
function unlessAway(error: unknown): undefined {
  if (!isConnectionLost(error)) throw error;
}

/** Whether a failed job has this id, or is a turn of the schedule that has it. */
function isOf(kept: BullJob, id: string): boolean {
  return failedJobsOf([kept])[0]?.id === id;
}

/** The job queues as BullMQ keeps them, in Postgres or Redis. */
export class BullQueues<Backend extends IQueueBackend, Client> implements Queues {
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
    const wasLive = !isNew && (await this.#isLive(checked));
    await this.#put(checked);
    // The one that was live may have ended since, and so have kept this one out.
    if (wasLive && !(await this.#isLive(checked))) await this.#put(checked);
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
    return isLive(state) ? 'live' : 'none';
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
    // Turns of a schedule each have an id of their own, and do the same work.
    const same = failed.filter((each) => isOf(each, jobId(job)));
    const [last, ...before] = same.toSorted((a, b) => (b.finishedOn ?? 0) - (a.finishedOn ?? 0));
    await last?.retry('failed', AS_NEW).catch(unlessGone);
    await this.#parts.connection.forgetFailed(before);
  }

  async clean(): Promise<void> {
    for (const name of JOB_NAMES) {
      await this.#queue(name).clean(KEEP_FAILED_S * 1_000, KEPT, 'failed');
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
    const untilMs = performance.now() + timeoutMs;
    // Polls, because an event that is sent while the server restarts is lost.
    while (performance.now() < untilMs) {
      const ended = await this.#endOf(job).catch(unlessAway);
      if (ended?.failure) throw ended.failure;
      if (ended) return;
      await sleep(POLL_MS);
    }
    const late = `The job ${jobId(job)} has not ended after ${timeoutMs / 1_000} seconds; it goes on.`;
    throw new AppError('unavailable', late);
  }

  cancel(job: Job): Promise<void> {
    return this.#parts.relay.cancel(jobId(job));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Stops the workers, then closes the queues and their connection. */
  async #close(): Promise<void> {
    const { connection, relay, log } = this.#parts;
    const toldOf = ({ message }: Error) => log.warn({ reason: message }, 'queues close badly');
    await Promise.all(this.#workers.map((worker) => worker.stop().catch(toldOf)));
    const listeners = [...this.#queues.values(), relay];
    const closed = Promise.all(listeners.map((listener) => listener.close().catch(toldOf)));
    // A server that is away never answers the goodbye.
    await Promise.race([closed, sleep(GOODBYE_MS, undefined, { ref: false })]);
    await connection.close();
  }

  /** Adds the job; BullMQ ignores it where there is one of the same id, live or finished. */
  async #put(job: Job): Promise<void> {
    const delay = START_DELAY_MS[job.name] ?? 0;
    await this.#queue(job.name).add(job.name, job, { ...JOB_OPTIONS, delay, jobId: jobId(job) });
  }

  /**
   * Whether the job waits or runs; where it does not, what is left of it is removed, so that it can
   * be added again.
   */
  async #isLive(job: Job): Promise<boolean> {
    const queue = this.#queue(job.name);
    const kept = await queue.getJob(jobId(job));
    if (!kept) return false;
    if (isLive(await queue.getJobState(jobId(job)))) return true;
    await kept.remove().catch(unlessGone);
    return false;
  }

  /** How the job ended; undefined while it has not. */
  async #endOf(job: Job): Promise<{ failure?: Error } | undefined> {
    const state = await this.state(job);
    if (state !== 'failed') return state === 'none' ? {} : undefined;
    const failed = await this.#queue(job.name).getJob(jobId(job));
    return { failure: failureOf(failed?.failedReason ?? 'It failed, and is forgotten.') };
  }

  #nameOf(name: JobName): string {
    return `${this.#parts.prefix}-${name}`;
  }

  /** The BullMQ queue of this name, opened on first use. */
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
