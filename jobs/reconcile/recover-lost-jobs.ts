import type pg from 'pg';
import type { Logger } from 'pino';

import type { Clock } from '../../data/calendar.ts';
import type { Owed, OwedLimits } from '../../data/postgres/owed.ts';
import type { Job } from '../contract.ts';
import type { Queues } from '../queue.ts';

export interface ReviveServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'add' | 'state'>;
  clock: Clock;
  log: Logger;
}

/**
 * A kind of stored row, such as forecast requests, that one job does and another tells of, and how
 * to recover it after a crash; the row is the truth about its outcome.
 */
export interface OwedKind<Open> {
  read(pool: pg.Pool, limits: OwedLimits): Promise<Owed<Open>>;
  /** The job that does an open row. */
  job(open: Open): Job;
  /** The job that tells the outcome of an ended one. */
  report(id: string): Job;
  /** Ends an open row as failed, and sees to it that whoever waits is told. */
  fail(services: ReviveServices, open: Open): Promise<void>;
}

/** Younger rows are still on their normal way from row to job. */
const MIN_AGE_MS = 5_000;

/** An outcome that could not be told for so long is not worth another try every few seconds. */
const MAX_UNTOLD_MS = 24 * 3_600_000;

/**
 * Recovers what a crash left between row and queue: adds the lost job of a row, or the report of an
 * outcome that nobody was told. Any number of processes may do this at once; a row that cannot be
 * revived stops no other.
 */
export async function recoverLostJobs<Open>(
  services: ReviveServices,
  kind: OwedKind<Open>,
): Promise<void> {
  const { pool, queues, clock, log } = services;
  const nowMs = clock().getTime();
  const { open, untold } = await kind.read(pool, {
    createdBefore: new Date(nowMs - MIN_AGE_MS),
    endedAfter: new Date(nowMs - MAX_UNTOLD_MS),
  });
  for (const row of open) {
    await reviveOpen(services, kind, row).catch((error: Error) =>
      log.error({ job: kind.job(row), reason: error.message }, 'could not revive a job'),
    );
  }
  for (const id of untold) await queues.add(kind.report(id));
}

/**
 * Adds the job of an open row again where the queue has lost it; where the job gave up, ends the
 * row as failed.
 */
async function reviveOpen<Open>(
  services: ReviveServices,
  kind: OwedKind<Open>,
  row: Open,
): Promise<void> {
  const { queues, log } = services;
  const job = kind.job(row);
  const state = await queues.state(job);
  if (state === 'none') await queues.add(job);
  if (state === 'failed') {
    // It failed before it could say so: its workers died of it, again and again.
    log.error({ job }, 'a job failed without an outcome');
    await kind.fail(services, row);
  }
}
