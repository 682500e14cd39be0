import type { Job as BullJob } from 'bullmq';
import { z } from 'zod';

import { isAskedFor, type Job, jobId, jobSchema } from '../contract.ts';

/** A job that gave up: it failed, and will not be tried again. */
export interface FailedJob {
  /** Its identity, which the turns of a schedule share. */
  id: string;
  job: Job;
  /** Why, as the log has it. */
  reason: string;
  failedAt: Date;
  /** After how long its schedule has it done again; null where it has none. */
  everyMs: number | null;
  /** False where whoever asked has been told, and can only ask again. */
  canRetry: boolean;
}

type KeptJob = Pick<BullJob, 'data' | 'failedReason' | 'finishedOn' | 'opts'>;

/** What BullMQ notes of a turn of a schedule, and its types do not. */
const turnSchema = z.object({ repeat: z.object({ every: z.number() }) });

/**
 * Parses the failed jobs that BullMQ keeps; those that another version added and we cannot read are
 * left out.
 */
export function failedJobsOf(kept: readonly KeptJob[]): FailedJob[] {
  return kept.flatMap(({ data, failedReason: reason, finishedOn = 0, opts }) => {
    const job = jobSchema.safeParse(data).data;
    if (!job) return [];
    const failedAt = new Date(finishedOn);
    const everyMs = turnSchema.safeParse(opts).data?.repeat.every ?? null;
    return [{ id: jobId(job), job, reason, failedAt, everyMs, canRetry: !isAskedFor(job) }];
  });
}

/** A job that gave up, as it did the last time, and how often it did. */
export interface GivenUp extends FailedJob {
  count: number;
}

/** Groups failed jobs and counts each group, the one that gave up last first. */
export function givenUpBy(
  failed: readonly FailedJob[],
  groupOf: (failed: FailedJob) => string,
): GivenUp[] {
  const latest = failed.toSorted((a, b) => b.failedAt.getTime() - a.failedAt.getTime());
  const groups = Map.groupBy(latest, groupOf);
  return [...groups.values()].flatMap(([last, ...before]) =>
    last ? [{ ...last, count: 1 + before.length }] : [],
  );
}
