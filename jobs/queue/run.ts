import { type Job as BullJob, UnrecoverableError, WaitingError } from 'bullmq';
import type { Logger } from 'pino';

import { AppError } from '../../data/errors.ts';
import { withLogFields } from '../../data/log/log-fields.ts';
import { isRetryable, toAppError } from '../../data/server-trouble.ts';
import { unlessAborted } from '../../data/unless-aborted.ts';
import {
  type Job,
  type JobName,
  type JobOf,
  jobId,
  jobSchema,
  type Progress,
} from '../contract.ts';
import type { ProgressEvent } from './relay.ts';

/** Why a job is stopped when its process ends: another process takes it up. */
export const SHUTDOWN = 'shutdown';

/** How long a step lasts before anybody hears of it, in milliseconds. */
const PROGRESS_MS = 700;

export interface JobContext {
  /** Fires when the job is cancelled or takes longer than it may; its reason is an AppError. */
  signal: AbortSignal;
  progress: (progress: Progress) => void;
}

/** Work of one job, which must be idempotent: delivery is at least once. */
type JobHandler<Name extends JobName> = (job: JobOf<Name>, context: JobContext) => Promise<void>;

/** How the jobs of one name are done: their work, its timeout, and what follows when it fails. */
export interface JobRules<Name extends JobName> {
  handler: JobHandler<Name>;
  timeoutMs: number;
  /** Told of a failure that will not be tried again, before the job counts as failed. */
  onFailed?: (job: JobOf<Name>, error: unknown) => Promise<void>;
  /** Whether what `onFailed` has stored answers whoever asked, so that the job counts as done. */
  isAnswer?: (job: JobOf<Name>, error: unknown) => boolean;
}

/** The part of a BullMQ job that both an inline and a sandboxed processor have. */
export interface TakenJob extends Pick<BullJob<Job>, 'data' | 'attemptsMade' | 'moveToWait'> {
  opts: { attempts?: number | undefined };
}

export interface RunServices<Name extends JobName> {
  rules: JobRules<Name>;
  /** The lock under which the job was taken. */
  token: string | undefined;
  tellProgress: (event: ProgressEvent) => Promise<void>;
  log: Logger;
}

/**
 * Runs one taken job by its rules, until it is done, fails, times out or is cancelled. A failure
 * that may pass is thrown as it is, and BullMQ tries again; any other is thrown as unrecoverable
 * after `onFailed` has seen it, unless it is an answer. Work that stops with its process is no
 * attempt: another process takes it up.
 */
export async function runJob<Name extends JobName>(
  taken: TakenJob,
  signal: AbortSignal,
  { rules, token, tellProgress, log }: RunServices<Name>,
): Promise<void> {
  const job = jobSchema.parse(taken.data) as JobOf<Name>;
  const asJob = <T>(work: () => T) => withLogFields({ jobId: jobId(job) }, work);
  const { limit, clear } = withDeadline(signal, rules.timeoutMs);
  const report = progressReporter({ job, tellProgress, log });
  try {
    limit.throwIfAborted();
    const context = { signal: limit, progress: report.progress };
    const work = asJob(() => rules.handler(job, context));
    // A handler that overlooks the signal cannot hold the job.
    await unlessAborted(work, limit);
  } catch (thrown) {
    if (signal.reason === SHUTDOWN) {
      await taken.moveToWait(token);
      throw new WaitingError();
    }
    // Why it was stopped says more than what broke when it was.
    const error: unknown = limit.aborted ? limit.reason : toAppError(thrown);
    if (isRetryable(error) && taken.attemptsMade + 1 < (taken.opts.attempts ?? 1)) throw error;
    await asJob(() => rules.onFailed?.(job, error));
    if (rules.isAnswer?.(job, error)) return;
    throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
  } finally {
    clear();
    await report.stop();
  }
}

/**
 * Throttles the progress of a job: sends the latest every so often. Steps that pass sooner are not
 * sent, so that quick work costs nobody anything; what cannot be sent is no failure.
 */
function progressReporter({
  job,
  tellProgress,
  log,
}: { job: Job } & Pick<RunServices<JobName>, 'tellProgress' | 'log'>) {
  let latest: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  const send = () => {
    timer = undefined;
    const progress = latest;
    if (!progress) return;
    sending = sending
      .then(() => tellProgress({ job, progress }))
      .catch((error: Error) => log.warn({ reason: error.message }, 'progress not sent'));
  };
  return {
    progress: (progress: Progress) => {
      latest = progress;
      timer ??= setTimeout(send, PROGRESS_MS);
    },
    /** Sends no more, and waits for what is on its way. */
    stop: () => {
      clearTimeout(timer);
      return sending;
    },
  };
}

/**
 * A signal that fires when the job is stopped or its timeout is over, until it is cleared, with an
 * error for people as its reason.
 */
function withDeadline(stopped: AbortSignal, timeoutMs: number) {
  const controller = new AbortController();
  const stop = () => controller.abort(stopError(stopped.reason));
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop, { once: true });
  const late = `This took longer than ${timeoutMs / 1000} seconds. Try again in a few minutes.`;
  const timer = setTimeout(() => controller.abort(new AppError('unavailable', late)), timeoutMs);
  const clear = () => {
    clearTimeout(timer);
    stopped.removeEventListener('abort', stop);
  };
  return { limit: controller.signal, clear };
}

/** The error of a stopped job: somebody cancelled it, or Ducky restarts and it can be retried. */
function stopError(reason: unknown): AppError {
  if (reason !== SHUTDOWN) return new AppError('cancelled', 'The request was cancelled.');
  return new AppError('unavailable', 'Ducky is restarting.', { retryable: true });
}
