import { setTimeout as sleep } from 'node:timers/promises';

import { type Job as BullJob, type IQueueBackend, Queue } from 'bullmq';
import type { Logger } from 'pino';

import type { OnAttempt } from '../../data/metrics/job-metrics.ts';
import { HEAD_START_MS, JOB_NAMES, type Job, type JobName, jobId, jobSchema } from '../contract.ts';
import type { JobState, Queues } from '../queue.ts';
import type { Connection } from './connection.ts';
import { type QueueDepth, readDepth } from './depth.ts';
import { type FailedJob, failedJobsOf } from './failed-jobs.ts';
import { AS_NEW, JOB_OPTIONS, KEEP_DONE_S, KEEP_FAILED_S, KEPT } from './job-options.ts';
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

function isOf(kept: BullJob, id: string): boolean {
  return failedJobsOf([kept])[0]?.id === id;
}

/** The queues as BullMQ keeps them, on either kind of server. */
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
