import { describeError } from '../../data/errors.ts';
import type { NoticeContent } from '../../data/notice.ts';
import type { NewNotice } from '../../data/postgres/notices/notices.ts';
import { type FailedJob, type GivenUp, givenUpBy } from '../queue/failed-jobs.ts';
import { failureOf } from '../queue/failure.ts';
import { SLOW_SCHEDULE_MS } from '../queue/retry.ts';

const HOUR_MS = 3_600_000;

/** The turns of a quick schedule that must fail within an hour: one may pass with the next. */
const FAILED_TURNS = 3;

/**
 * Makes the alerts to administrators about jobs that gave up within the last hour: one notice for
 * each kind of work and hour of the clock.
 */
export function noticesOfFailures(
  failed: readonly FailedJob[],
  now: Date,
): Omit<NewNotice, 'channels'>[] {
  const recent = failed.filter(({ failedAt }) => now.getTime() - failedAt.getTime() < HOUR_MS);
  return givenUpBy(recent, workOf)
    .filter((last) => !mayPass(last))
    .map((last) => ({
      dedupeKey: `gave up: ${workOf(last)} ${last.failedAt.toISOString().slice(0, 13)}`,
      content: contentOf(last),
    }));
}

/** The kind of work that failures are grouped by: jobs of one name do the same, but for upkeep. */
function workOf({ id, job }: FailedJob): string {
  return job.name === 'upkeep' ? id : job.name;
}

/** Whether the next turn of a quick schedule may do better, so that nobody is alerted yet. */
function mayPass({ everyMs, count }: GivenUp): boolean {
  return everyMs !== null && everyMs < SLOW_SCHEDULE_MS && count < FAILED_TURNS;
}

function contentOf(last: GivenUp): NoticeContent {
  const { id: jobId, count, canRetry } = last;
  return {
    kind: 'jobs gave up',
    job: workOf(last),
    count,
    jobId,
    // What a defect says of itself is for the log alone.
    reason: describeError(failureOf(last.reason)),
    canRetry,
  };
}
