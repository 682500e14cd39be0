import type pg from 'pg';

import type { Clock } from '../../data/calendar.ts';
import { claimDueDigests } from '../../data/postgres/plans/digests.ts';
import type { JobRules } from '../queue/run.ts';
import type { Queues } from '../queue.ts';

export interface DigestsServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'add'>;
  clock: Clock;
}

/** How often somebody looks whose digest is due. */
const INTERVAL_MS = 60_000;

const TIMEOUT_MS = 30_000;

/**
 * Schedules the check for weekly digests that are due: every minute, by whichever process is free.
 */
export function scheduleDigests(queues: Pick<Queues, 'schedule'>): Promise<void> {
  return queues.schedule({ name: 'digests' }, INTERVAL_MS);
}

/** How due digests are begun; those whose job is lost are revived with everything else. */
export function digestsRules(services: DigestsServices): JobRules<'digests'> {
  return { timeoutMs: TIMEOUT_MS, handler: () => beginDueDigests(services) };
}

/** Claims the weekly digests that are due, so that each begins once, and adds a job for each. */
async function beginDueDigests({ pool, queues, clock }: DigestsServices): Promise<void> {
  const due = await claimDueDigests(pool, clock());
  for (const digestId of due) await queues.add({ name: 'digest', digestId });
}
