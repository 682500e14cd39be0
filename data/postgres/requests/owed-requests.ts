import type pg from 'pg';

import { type Owed, type OwedLimits, readOwed } from '../owed.ts';
import { type Destination, destinationSchema } from './requests.ts';

// These read no plan and no result, so that one that cannot be read stands in nobody's way.

/** A comparison waits for the request it stands beside, unless it was stopped. */
const WAITS = `request.relation is not distinct from 'comparison' and request.status <> 'cancelled'
  and exists (
    select from forecast_request parent
    where parent.id = request.parent_id and parent.finished_at is null)`;

/** A request that is asked only to stand in a comparison has no destination of its own. */
const IS_WAITED_FOR = `exists (
  select from forecast_request waiting
  where waiting.parent_id = request.id and waiting.relation = 'comparison'
    and waiting.status <> 'cancelled' and waiting.reported_at is null)`;

const IS_TO_BE_TOLD = `request.destination is not null and request.finished_at is not null
  and request.reported_at is null and not (${WAITS})`;

/**
 * Finds forecast requests that are still to be made, or whose outcome is still to be told, as after
 * a crash; those too that only a comparison waits for.
 */
export async function owedRequests(
  pool: pg.Pool,
  { createdBefore, endedAfter }: OwedLimits,
): Promise<Owed> {
  const { rows } = await pool.query(
    `select id, finished_at is null "isOpen" from forecast_request request
     where created_at < $1 and (status in ('accepted', 'running') or reported_at is null) and (
       finished_at is null and (destination is not null or source = 'api' or ${IS_WAITED_FOR})
       or finished_at > $2 and ${IS_TO_BE_TOLD})
     order by created_at`,
    [createdBefore, endedAfter],
  );
  return readOwed(rows);
}

/** Where an outcome is to be told. */
export interface OwedReport {
  destination: Destination;
  /** When it was asked: nothing was said of it before. */
  askedAt: Date;
}

/**
 * Where the outcome of a request is still to be told; undefined where it is told, or not there yet,
 * or waits for the outcome it stands beside.
 */
export async function owedReport(pool: pg.Pool, id: string): Promise<OwedReport | undefined> {
  const { rows } = await pool.query<{ destination: unknown; askedAt: Date }>(
    `select destination, created_at "askedAt" from forecast_request request
     where id = $1 and ${IS_TO_BE_TOLD}`,
    [id],
  );
  return rows[0] && { ...rows[0], destination: destinationSchema.parse(rows[0].destination) };
}

/** What is to be told now that a request ended: its own outcome, and those that waited for it. */
export async function owedReportsOf(pool: pg.Pool, id: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from forecast_request request where (id = $1 or parent_id = $1) and ${IS_TO_BE_TOLD}`,
    [id],
  );
  return rows.map((row) => row.id);
}
