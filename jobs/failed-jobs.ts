import type { Job as BullJob } from 'bullmq';

import { type Job, jobSchema } from './contract.ts';

/** A job that gave up: it failed, and will not be tried again. */
export interface FailedJob {
  /** Its id in the queue. */
  id: string;
  job: Job;
  /** Why, as the log has it. */
  reason: string;
  failedAt: Date;
  /** Whether its schedule has it done again at its next turn. */
  isScheduled: boolean;
}

type KeptJob = Pick<BullJob, 'id' | 'data' | 'failedReason' | 'finishedOn' | 'repeatJobKey'>;

/** What BullMQ keeps of failed jobs; those that another version added and we cannot read are left out. */
export function failedJobsOf(kept: readonly KeptJob[]): FailedJob[] {
  return kept.flatMap(({ id = '', data, failedReason, finishedOn = 0, repeatJobKey }) => {
    const job = jobSchema.safeParse(data).data;
    if (!job) return [];
    const isScheduled = repeatJobKey !== undefined;
    return [{ id, job, reason: failedReason, failedAt: new Date(finishedOn), isScheduled }];
  });
}
