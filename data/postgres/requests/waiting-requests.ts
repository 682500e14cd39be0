import type pg from 'pg';

import { inTransaction } from '../client.ts';
import { acceptRequest, type ForecastRequest, type NewRequest } from './requests.ts';

/** A request that somebody waits for. */
export interface WaitingRequest {
  id: string;
  /** What was typed. */
  text: string;
}

export type Acceptance =
  | { request: ForecastRequest; isNew: boolean }
  /** Refused: as many as allowed, oldest first. */
  | { waiting: WaitingRequest[] };

/**
 * Stores a request as `acceptRequest` does, unless whoever asks waits for `limit` others already;
 * no two processes let the same person pass at the same moment.
 */
export async function acceptWithin(
  pool: pg.Pool,
  wanted: NewRequest,
  { limit, now }: { limit: number; now: Date },
): Promise<Acceptance> {
  const { requestedBy } = wanted;
  return inTransaction(pool, async (client) => {
    const key = `ducky requests of ${requestedBy}`;
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    const accepted = await acceptRequest(client, wanted, now);
    // A repeat is no further request.
    if (!accepted.isNew) return accepted;
    const waiting = await waitingBeside(client, accepted.request);
    if (waiting.length < limit) return accepted;
    await client.query('delete from forecast_request where id = $1', [accepted.request.id]);
    return { waiting };
  });
}

async function waitingBeside(
  client: pg.PoolClient,
  { id, requestedBy, source }: ForecastRequest,
): Promise<WaitingRequest[]> {
  const { rows } = await client.query<WaitingRequest>(
    `select id, text from forecast_request
     where requested_by = $1 and source = $2 and id <> $3
       and finished_at is null and destination is not null
     order by created_at`,
    [requestedBy, source, id],
  );
  return rows;
}
