import type pg from 'pg';
import type { Logger } from 'pino';

import { type Clock, systemClock } from '../../data/calendar.ts';
import {
  forgetRows,
  PRUNED_ROWS,
  type PrunedRows,
} from '../../data/postgres/housekeeping/forget-rows.ts';
import { forgetModels } from '../../data/postgres/models/forget-models.ts';
import { forgetIdempotencyKeys } from '../../data/postgres/requests/idempotency.ts';
import type { Queues } from '../queue.ts';
import { forgetArtifacts } from './forget-artifacts.ts';

export interface HousekeepingServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'clean'>;
  clock: Clock;
  /** How long what has ended is kept, in days. */
  keepDays: number;
  /** Where copies of the artifacts are. */
  modelsDir?: string | undefined;
  log: Logger;
}

const DAY_MS = 86_400_000;

/** How long requests over HTTP are kept that have ended: their callers have the answers. */
const API_KEEP_DAYS = 7;

/**
 * Deletes old data past `KEEP_DAYS`, in batches: ended requests, forecasts, audit entries, models,
 * failed jobs and more. What is open, owed or still of use is kept.
 */
export async function deleteExpired(
  services: HousekeepingServices,
  signal: AbortSignal,
): Promise<void> {
  const { pool, queues, keepDays, modelsDir, log } = services;
  const now = earlierNow(services.clock);
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const before = daysAgo(keepDays);
  const forgotten: Record<string, number> = {};
  for (const rows of PRUNED_ROWS) {
    const endedBefore =
      rows === 'api_request' ? daysAgo(Math.min(keepDays, API_KEEP_DAYS)) : before;
    forgotten[rows] = await forgetAll(pool, { rows, endedBefore, signal });
  }
  await forgetIdempotencyKeys(pool, now);
  const versions = await forgetModels(pool, before);
  if (modelsDir) await forgetArtifacts(modelsDir, { versions, nowMs: now.getTime() });
  await queues.clean();
  log.info({ forgotten, models: versions.length }, 'house kept');
}

/**
 * The earlier of real time and what is taken as now: a day that is only pretended, as one to come
 * that somebody plans for, must not delete what is young in truth.
 */
function earlierNow(clock: Clock): Date {
  return new Date(Math.min(clock().getTime(), systemClock().getTime()));
}

/**
 * Deletes the old rows of one kind, batch after batch, until none is left.
 * @returns how many rows were deleted.
 */
async function forgetAll(
  pool: pg.Pool,
  { rows, endedBefore, signal }: { rows: PrunedRows; endedBefore: Date; signal: AbortSignal },
): Promise<number> {
  let total = 0;
  for (;;) {
    signal.throwIfAborted();
    const count = await forgetRows(pool, rows, endedBefore);
    if (count === 0) return total;
    total += count;
  }
}
