import { describeError } from '../../data/errors.ts';
import { type DigestOutcome, finishDigest } from '../../data/postgres/plans/digests.ts';
import type { OutcomeServices } from '../forecast/outcome.ts';

/** Ends a digest, unless it has ended already, and sees to it that its channel is told. */
export async function settleDigest(
  { pool, queues, clock }: OutcomeServices,
  digestId: string,
  outcome: DigestOutcome,
): Promise<void> {
  await finishDigest(pool, digestId, { ...outcome, at: clock() });
  await queues.add({ name: 'tell-digest', digestId });
}

/** Ends a digest that `error` has stopped for good. */
export function failDigest(
  services: OutcomeServices,
  digestId: string,
  error: unknown,
): Promise<void> {
  return settleDigest(services, digestId, { status: 'failed', failure: describeError(error) });
}
