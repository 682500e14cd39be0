import type pg from 'pg';
import { z } from 'zod';

import { type Destination, destinationSchema } from './requests.ts';

// These read no plan and no result, so that one that cannot be read stands in nobody's way.

/** What a crash may have left between row and queue: ids of requests, oldest first. */
export interface OwedRequests {
  /** Open requests that somebody in Slack waits for. */
  open: string[];
  /** Ended requests whose outcome nobody was told. */
  unreported: string[];
}

const owedSchema = z.object({ id: z.uuid(), isOpen: z.boolean() });

/**
 * The Slack requests created before `createdBefore` that still owe something to somebody; outcomes
 * older than `endedAfter` are owed no more.
 */
export async function owedRequests(
  pool: pg.Pool,
  { createdBefore, endedAfter }: { createdBefore: Date; endedAfter: Date },
): Promise<OwedRequests> {
  const { rows } = await pool.query(
    `select id, finished_at is null "isOpen" from forecast_request
     where destination is not null and created_at < $1
       and (status in ('accepted', 'running') or reported_at is null)
       and (finished_at is null or finished_at > $2)
     order by created_at`,
    [createdBefore, endedAfter],
  );
  const owed = rows.map((row) => owedSchema.parse(row));
  return {
    open: owed.filter(({ isOpen }) => isOpen).map(({ id }) => id),
    unreported: owed.filter(({ isOpen }) => !isOpen).map(({ id }) => id),
  };
}

/** Where the outcome of a request is still to be told; undefined where it is told, or not there yet. */
export async function owedReport(pool: pg.Pool, id: string): Promise<Destination | undefined> {
  const { rows } = await pool.query<{ destination: unknown }>(
    `select destination from forecast_request
     where id = $1 and destination is not null and finished_at is not null and reported_at is null`,
    [id],
  );
  return rows[0] && destinationSchema.parse(rows[0].destination);
}
