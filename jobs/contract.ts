import { z } from 'zod';

import type { TaskAction } from '../data/task.ts';

/**
 * The kinds of maintenance that run on a schedule. `retraining`: begin one where it is due.
 * `failures`: tell administrators of jobs that gave up. `accuracy`: compare forecasts with what
 * came. `housekeeping`: delete what has grown old.
 */
const upkeepSchema = z.enum(['retraining', 'failures', 'accuracy', 'housekeeping']);
export type Upkeep = z.infer<typeof upkeepSchema>;
export const UPKEEPS = upkeepSchema.options;

/** The payload of every kind of job, validated when it is added and again when it is taken. */
export const jobSchema = z.discriminatedUnion('name', [
  /** Forecast the stored request and store its result. */
  z.strictObject({ name: z.literal('forecast'), requestId: z.uuid() }),
  /** Tell whoever asked: publish the outcome of the stored request. */
  z.strictObject({ name: z.literal('report'), requestId: z.uuid() }),
  /** Put the picture of the stored request's answer, which has been told, into its thread. */
  z.strictObject({ name: z.literal('chart'), requestId: z.uuid() }),
  /** Answer the stored question about forecasts, where whoever asked sees it grow. */
  z.strictObject({ name: z.literal('answer'), questionId: z.uuid() }),
  /** Fit a model on the history up to yesterday, and promote it where the gate lets it. */
  z.strictObject({
    name: z.literal('retrain'),
    reason: z.enum(['first start', 'schedule', 'command', 'administrator']),
    /** The stored task that it is done for. */
    taskId: z.uuid().optional(),
  }),
  /** Do the stored task of an administrator; a retraining has a job of its own. */
  z.strictObject({ name: z.literal('task'), taskId: z.uuid() }),
  /** Tell whoever asked: publish the outcome of the stored task. */
  z.strictObject({ name: z.literal('tell-task'), taskId: z.uuid() }),
  /** Bring the changes of live requests from Postgres to ClickHouse. */
  z.strictObject({ name: z.literal('sync') }),
  /** Begin the weekly digests that are due. */
  z.strictObject({ name: z.literal('digests') }),
  /** Make the stored digest and store its result. */
  z.strictObject({ name: z.literal('digest'), digestId: z.uuid() }),
  /** Tell the channel the outcome of the stored digest. */
  z.strictObject({ name: z.literal('tell-digest'), digestId: z.uuid() }),
  /** Do what is due every now and then, and nobody waits for. */
  z.strictObject({ name: z.literal('upkeep'), what: upkeepSchema }),
  /** Tell administrators the stored notice. */
  z.strictObject({ name: z.literal('tell-notice'), noticeId: z.uuid() }),
]);
export type Job = z.infer<typeof jobSchema>;
export type JobName = Job['name'];
export type JobOf<Name extends JobName> = Extract<Job, { name: Name }>;

export const JOB_NAMES = [
  'forecast',
  'report',
  'chart',
  'answer',
  'retrain',
  'task',
  'tell-task',
  'sync',
  'digests',
  'digest',
  'tell-digest',
  'upkeep',
  'tell-notice',
] as const satisfies readonly JobName[];

/**
 * The delay before a job may start, in milliseconds, so that others go first: a picture waits for
 * its answer.
 */
export const START_DELAY_MS: Partial<Record<JobName, number>> = { chart: 2_500 };

/**
 * The id that deduplicates a job in the queue: one job of a kind for each request, question,
 * digest, task or notice, and one sync or retraining in all.
 */
export function jobId(job: Job): string {
  if ('requestId' in job) return `${job.name}-${job.requestId}`;
  if ('questionId' in job) return `${job.name}-${job.questionId}`;
  if ('digestId' in job) return `${job.name}-${job.digestId}`;
  if ('noticeId' in job) return `${job.name}-${job.noticeId}`;
  if ('what' in job) return `${job.name}-${job.what}`;
  if ('taskId' in job && job.taskId) return `${job.name}-${job.taskId}`;
  return job.name;
}

/**
 * Whether a failed job cannot be retried, as somebody asked for it: its failure ends the stored row
 * and is told to them, so that, done again, it finds nothing to do.
 */
export function isAskedFor(job: Job): boolean {
  switch (job.name) {
    case 'forecast':
    case 'answer':
    case 'task':
    case 'digest':
      return true;
    case 'retrain':
      return job.taskId !== undefined;
    default:
      return false;
  }
}

/** How far a job has come, for people who wait for it. */
export const progressSchema = z.strictObject({
  step: z.string(),
  /** 0 to 1 where the step can be measured. */
  fraction: z.number().min(0).max(1).nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

/** The steps of a forecast job, in order; `step` of its progress is one of them. */
export const FORECAST_STEPS = ['Waiting for the model', 'Reading history', 'Forecasting'] as const;

/** The steps of a digest job, in order. */
export const DIGEST_STEPS = ['Waiting for the model', 'Forecasting the plans'] as const;

/** The job that does a stored task: training computes for minutes, so it has one of its own. */
export function jobOfTask({ id, action }: { id: string; action: TaskAction }): Job {
  return action === 'retrain'
    ? { name: 'retrain', reason: 'administrator', taskId: id }
    : { name: 'task', taskId: id };
}

/** The steps of a task's job, in order. */
export const TASK_STEPS = {
  retrain: ['Reading history', 'Training', 'Comparing with the serving model'],
  rollback: ['Changing the model'],
  generate: ['Generating history'],
} as const satisfies Record<TaskAction, readonly string[]>;
