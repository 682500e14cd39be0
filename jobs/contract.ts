import { z } from 'zod';

/** Everything that waits in a queue. Validated when it is added and again when it is taken. */
export const jobSchema = z.discriminatedUnion('name', [
  /** Forecast the stored request and store its result. */
  z.strictObject({ name: z.literal('forecast'), requestId: z.uuid() }),
  /** Tell whoever asked: publish the outcome of the stored request. */
  z.strictObject({ name: z.literal('report'), requestId: z.uuid() }),
  /** Fit, gate and promote a model on the history up to yesterday. */
  z.strictObject({
    name: z.literal('retrain'),
    reason: z.enum(['first start', 'schedule', 'command']),
  }),
  /** Bring the changes of live requests to ClickHouse. */
  z.strictObject({ name: z.literal('sync') }),
]);
export type Job = z.infer<typeof jobSchema>;
export type JobName = Job['name'];
export type JobOf<Name extends JobName> = Extract<Job, { name: Name }>;

export const JOB_NAMES = [
  'forecast',
  'report',
  'retrain',
  'sync',
] as const satisfies readonly JobName[];

/** The job's identity: the same request's job has the same id, and one retraining or sync is enough. */
export function jobId(job: Job): string {
  return 'requestId' in job ? `${job.name}-${job.requestId}` : job.name;
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
