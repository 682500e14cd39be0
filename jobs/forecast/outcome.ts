import type pg from 'pg';

import type { Clock } from '../../data/calendar.ts';
import { AppError, describeError, type ErrorCode } from '../../data/errors.ts';
import { owedReportsOf } from '../../data/postgres/requests/owed-requests.ts';
import { finishRequest, type Outcome } from '../../data/postgres/requests/requests.ts';
import type { Queues } from '../queue.ts';

export interface OutcomeServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'add'>;
  clock: Clock;
}

/**
 * Stores the outcome of a forecast request, unless it has one already, and adds the job that tells
 * whoever asked.
 */
export async function settleRequest(
  services: OutcomeServices,
  requestId: string,
  outcome: Outcome,
): Promise<void> {
  const at = services.clock();
  const isNew = await finishRequest(services.pool, requestId, { ...outcome, at });
  await addReports(services, requestId, { isNew });
}

/**
 * Adds the jobs that report a request's outcome: its own, and those of comparisons that waited for
 * it. Of one that `isNew`, ended just now, none can have been added before.
 */
export async function addReports(
  { pool, queues }: Pick<OutcomeServices, 'pool' | 'queues'>,
  requestId: string,
  { isNew }: { isNew: boolean },
): Promise<void> {
  for (const id of await owedReportsOf(pool, requestId)) {
    await queues.add({ name: 'report', requestId: id }, { isNew });
  }
}

/** Errors that tell whoever asked how things are, and that nobody else has to mend. */
const ANSWERS: ReadonlySet<ErrorCode> = new Set([
  'bad_input',
  'cancelled',
  'conflict',
  'no_history',
  'no_model',
  'not_found',
]);

/**
 * Whether an error is an expected answer to whoever asked, such as bad input or a cancellation, so
 * that nothing has gone wrong.
 */
export function isExpectedError(error: unknown): boolean {
  return error instanceof AppError && ANSWERS.has(error.code);
}

/**
 * Maps the error that ended a forecast for good to the outcome of its request: cancelled or failed.
 */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof AppError && error.code === 'cancelled') return { status: 'cancelled' };
  const code = error instanceof AppError ? error.code : 'internal';
  return { status: 'failed', failure: describeError(error), code };
}
