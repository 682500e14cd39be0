import { type Job as BullJob, UnrecoverableError } from 'bullmq';
import type { Logger } from 'pino';

import { AppError } from '../data/errors.ts';
import { type Job, type JobName, type JobOf, jobSchema, type Progress } from './contract.ts';
import { isRetryable } from './retry.ts';

/** Why a job is stopped when its process ends: another process takes it up. */
export const SHUTDOWN = 'shutdown';

export interface JobContext {
  /** Fires when the job is cancelled or takes longer than it may; its reason is an AppError. */
  signal: AbortSignal;
  progress: (progress: Progress) => void;
}

/** Work of one job. Delivery is at least once, so doing it twice must do no harm. */
export type JobHandler<Name extends JobName> = (
  job: JobOf<Name>,
  context: JobContext,
) => Promise<void>;

export interface JobRules<Name extends JobName> {
  handler: JobHandler<Name>;
  timeoutMs: number;
  /** Told of a failure that will not be tried again, before the job counts as failed. */
  onFailed?: (job: JobOf<Name>, error: unknown) => Promise<void>;
}

/** The part of a BullMQ job that both an inline and a sandboxed processor have. */
export type TakenJob = Pick<BullJob<Job>, 'data' | 'opts' | 'attemptsMade' | 'updateProgress'>;

/**
 * Runs one taken job by its rules. A failure that may pass is thrown as it is, and BullMQ tries
 * again; any other is thrown as unrecoverable after `onFailed` has seen it.
 */
export async function runJob<Name extends JobName>(
  taken: TakenJob,
  signal: AbortSignal,
  { rules, log }: { rules: JobRules<Name>; log: Logger },
): Promise<void> {
  const job = jobSchema.parse(taken.data) as JobOf<Name>;
  const limit = withDeadline(signal, rules.timeoutMs);
  const report = progressReporter(taken, { job, log });
  try {
    const work = rules.handler(job, { signal: limit, progress: report.progress });
    await Promise.race([work, rejection(limit)]);
    await report.sent();
  } catch (thrown) {
    // Why it was stopped says more than what broke when it was.
    const error: unknown = limit.aborted ? limit.reason : thrown;
    if (isRetryable(error) && taken.attemptsMade + 1 < (taken.opts.attempts ?? 1)) throw error;
    await rules.onFailed?.(job, error);
    throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
  }
}

/** Sends progress in the order in which it was made; what cannot be sent is no failure. */
function progressReporter(taken: TakenJob, { job, log }: { job: Job; log: Logger }) {
  let sending: Promise<void> = Promise.resolve();
  return {
    progress: (progress: Progress) => {
      sending = sending
        .then(() => taken.updateProgress({ job, progress }))
        .catch((error: Error) => log.warn({ reason: error.message }, 'progress not sent'));
    },
    sent: () => sending,
  };
}

/** A signal that also fires at the deadline, with an error for people as its reason. */
function withDeadline(stopped: AbortSignal, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(stopError(stopped.reason));
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop, { once: true });
  AbortSignal.timeout(timeoutMs).addEventListener('abort', () =>
    controller.abort(
      new AppError(
        'unavailable',
        `This took longer than ${timeoutMs / 1000} seconds. Try again in a few minutes.`,
      ),
    ),
  );
  return controller.signal;
}

function stopError(reason: unknown): AppError {
  if (reason !== SHUTDOWN) return new AppError('cancelled', 'The request was cancelled.');
  return new AppError('unavailable', 'Ducky is restarting.', { retryable: true });
}

/** Rejects when the signal fires, so that a handler that overlooks it cannot hold the job. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
