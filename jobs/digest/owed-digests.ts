import { owedDigests } from '../../data/postgres/plans/digests.ts';
import type { OwedKind } from '../reconcile/recover-lost-jobs.ts';
import { failDigest } from './digest-outcome.ts';

/** Weekly digests that a channel still waits for, and how they are revived after a crash. */
export const OWED_DIGESTS: OwedKind<string> = {
  read: owedDigests,
  job: (digestId) => ({ name: 'digest', digestId }),
  report: (digestId) => ({ name: 'tell-digest', digestId }),
  fail: (services, digestId) => failDigest(services, digestId, new Error('The job failed.')),
};
