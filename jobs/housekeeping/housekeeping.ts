import type pg from 'pg';
import type { Logger } from 'pino';

import { type Clock, systemClock } from '../../data/calendar.ts';
import { forgetRows, PRUNED_TABLES } from '../../data/postgres/housekeeping/forget-rows.ts';
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

/** How long the same key of the HTTP interface means the same request. */
const IDEMPOTENCY_MS = DAY_MS;

/** Of one table in one run; the next run goes on. */
const MAX_BATCHES = 100;

/** Deletes what has grown old, in batches; what is open, owed or still of use is kept. */
export async function keepHouse(
  services: HousekeepingServices,
  signal: AbortSignal,
): Promise<void> {
  const { pool, queues, clock, keepDays, modelsDir, log } = services;
  const before = new Date(clock().getTime() - keepDays * DAY_MS);
  const forgotten: Record<string, number> = {};
  for (const table of PRUNED_TABLES) {
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      signal.throwIfAborted();
      const count = await forgetRows(pool, table, before);
      if (count === 0) break;
      forgotten[table] = (forgotten[table] ?? 0) + count;
    }
  }
  await forgetIdempotencyKeys(pool, new Date(clock().getTime() - IDEMPOTENCY_MS));
  const versions = await forgetModels(pool, before);
  if (modelsDir) await forgetArtifacts(modelsDir, { versions, nowMs: systemClock().getTime() });
  await queues.clean();
  log.info({ forgotten, models: versions.length }, 'house kept');
}
