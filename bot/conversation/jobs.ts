import { type Job, jobId } from '../../jobs/contract.ts';
import type { Conversation } from './conversation.ts';
import { reasonOf } from './failure.ts';

type QueueServices = Pick<Conversation, 'queues' | 'log'>;

/**
 * Tells the worker of a job that its stored row has ended. The row is what counts: where the queue is
 * away, the job ends by itself when it next looks there.
 */
export async function stopJob({ queues, log }: QueueServices, job: Job): Promise<void> {
  await queues.cancel(job).catch((error: unknown) => {
    log.warn({ jobId: jobId(job), reason: reasonOf(error) }, 'job cannot be told to end');
  });
}

/**
 * Queues the job that a stored row is owed. The row is what counts: where the queue is away, the
 * reconciler finds it and queues the job later.
 */
export async function queueOwed(
  { queues, log }: QueueServices,
  job: Job,
  options?: { isNew: boolean },
): Promise<void> {
  await queues.add(job, options).catch((error: unknown) => {
    log.error({ jobId: jobId(job), reason: reasonOf(error) }, 'job not queued yet');
  });
}
