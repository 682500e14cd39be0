import type pg from 'pg';

import type { Clock } from '../data/calendar.ts';
import { AppError, describeError } from '../data/errors.ts';
import { owedReportsOf } from '../data/postgres/requests/owed-requests.ts';
import { finishRequest, type Outcome } from '../data/postgres/requests/requests.ts';
import type { Queues } from './queue.ts';

export interface OutcomeServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'add'>;
  clock: Clock;
}

/** Ends a request, unless it has ended already, and sees to it that whoever asked is told. */
export async function settleRequest(
  services: OutcomeServices,
  requestId: string,
  outcome: Outcome,
): Promise<void> {
  await finishRequest(services.pool, requestId, { ...outcome, at: services.clock() });
  await addReports(services, requestId);
}

/** Adds the reports that are owed now that a request ended: its own, and those that waited for it. */
export async function addReports(
  { pool, queues }: Pick<OutcomeServices, 'pool' | 'queues'>,
  requestId: string,
): Promise<void> {
  for (const id of await owedReportsOf(pool, requestId)) {
    await queues.add({ name: 'report', requestId: id });
  }
}

/** How a request ends whose forecast failed with `error` for good. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof AppError && error.code === 'cancelled') return { status: 'cancelled' };
  const code = error instanceof AppError ? error.code : 'internal';
  return { status: 'failed', failure: describeError(error), code };
}
