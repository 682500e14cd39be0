import { describeError } from '../../data/errors.ts';
import { type DigestOutcome, finishDigest } from '../../data/postgres/plans/digests.ts';
import type { OutcomeServices } from '../forecast/outcome.ts';

/**
 * Stores the outcome of a weekly digest, unless it has one already, and adds the job that posts it
 * to its channel.
 */
export async function settleDigest(
  { pool, queues, clock }: OutcomeServices,
  digestId: string,
  outcome: DigestOutcome,
): Promise<void> {
  await finishDigest(pool, digestId, { ...outcome, at: clock() });
  await queues.add({ name: 'tell-digest', digestId });
}

/** Stores that `error` has stopped a weekly digest for good, and has its channel told. */
export function failDigest(
  services: OutcomeServices,
  digestId: string,
  error: unknown,
): Promise<void> {
  return settleDigest(services, digestId, { status: 'failed', failure: describeError(error) });
}
