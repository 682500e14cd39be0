import { ERROR_CODES, type ErrorCode } from '../../data/errors.ts';
import type { NoticeContent } from '../../data/notice.ts';
import type { NewNotice } from '../../data/postgres/notices/notices.ts';
import type { FailedJob } from '../failed-jobs.ts';

const HOUR_MS = 3_600_000;

/** The turns of a schedule that must fail within an hour: one may pass with the next. */
const FAILED_TURNS = 3;

/** Failures that are an answer to whoever asked, and nobody else's business. */
const ANSWERS: readonly ErrorCode[] = [
  'bad_input',
  'cancelled',
  'conflict',
  'no_history',
  'no_model',
  'not_found',
];

/** What administrators should know of the jobs that gave up within the last hour: a notice a name and hour. */
export function noticesOfFailures(
  failed: readonly FailedJob[],
  now: Date,
): Omit<NewNotice, 'channels'>[] {
  const recent = failed.filter(
    (each) => now.getTime() - each.failedAt.getTime() < HOUR_MS && !isAnswer(each),
  );
  const groups = Map.groupBy(recent, ({ job, failedAt }) => {
    return `gave up: ${job.name} ${failedAt.toISOString().slice(0, 13)}`;
  });
  return [...groups].flatMap(([dedupeKey, jobs]) => {
    const [last] = jobs.toSorted((a, b) => b.failedAt.getTime() - a.failedAt.getTime());
    const isPassing = jobs.length < FAILED_TURNS && jobs.every(({ isScheduled }) => isScheduled);
    return last && !isPassing ? [{ dedupeKey, content: contentOf(last, jobs.length) }] : [];
  });
}

function contentOf({ id: jobId, job, reason }: FailedJob, count: number): NoticeContent {
  const code = codeOf(reason);
  // What a defect says of itself is for the log alone.
  const words = code ? reason.slice(`${code}: `.length) : 'Something went wrong on our side.';
  return { kind: 'jobs gave up', job: job.name, count, jobId, reason: words };
}

function isAnswer({ job, reason }: FailedJob): boolean {
  const isAskedFor = 'requestId' in job || 'digestId' in job || ('taskId' in job && !!job.taskId);
  const code = codeOf(reason);
  return isAskedFor && code !== undefined && ANSWERS.includes(code);
}

/** The code with which the message of an AppError begins; undefined of a defect. */
function codeOf(reason: string): ErrorCode | undefined {
  return ERROR_CODES.find((code) => reason.startsWith(`${code}: `));
}
