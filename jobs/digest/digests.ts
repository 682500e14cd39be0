import type pg from 'pg';

import type { Clock } from '../../data/calendar.ts';
import { claimDueDigests, finishDigest, owedDigests } from '../../data/postgres/plans/digests.ts';
import type { Queues } from '../queue.ts';
import type { JobRules } from '../run.ts';

export interface DigestsServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'add' | 'state'>;
  clock: Clock;
}

/** How often somebody looks whose digest is due. */
const INTERVAL_MS = 60_000;

const TIMEOUT_MS = 30_000;

/** Younger digests are still on their normal way from row to job. */
const MIN_AGE_MS = 5_000;

/** A digest that could not be told for so long is not worth another try every minute. */
const MAX_UNTOLD_MS = 24 * 3_600_000;

/** Has the digests seen to every minute, by whichever process is free. */
export function scheduleDigests(queues: Pick<Queues, 'schedule'>): Promise<void> {
  return queues.schedule({ name: 'digests' }, INTERVAL_MS);
}

/** How it is seen to that every digest is made once, and told. */
export function digestsRules(services: DigestsServices): JobRules<'digests'> {
  return { timeoutMs: TIMEOUT_MS, handler: () => seeToDigests(services) };
}

async function seeToDigests(services: DigestsServices): Promise<void> {
  const { pool, queues, clock } = services;
  const nowMs = clock().getTime();
  const { open, untold } = await owedDigests(pool, {
    createdBefore: new Date(nowMs - MIN_AGE_MS),
    endedAfter: new Date(nowMs - MAX_UNTOLD_MS),
  });
  for (const digestId of open) await reviveDigest(services, digestId);
  for (const digestId of untold) await queues.add({ name: 'tell-digest', digestId });
  const due = await claimDueDigests(pool, new Date(nowMs));
  for (const digestId of due) await queues.add({ name: 'digest', digestId });
}

async function reviveDigest(services: DigestsServices, digestId: string): Promise<void> {
  const { pool, queues, clock } = services;
  const job = { name: 'digest', digestId } as const;
  const state = await queues.state(job);
  if (state === 'none') await queues.add(job);
  if (state !== 'failed') return;
  // It failed before it could say so: its workers died of it, again and again.
  const failure = 'Something went wrong on our side.';
  await finishDigest(pool, digestId, { status: 'failed', failure, at: clock() });
  await queues.add({ name: 'tell-digest', digestId });
}
