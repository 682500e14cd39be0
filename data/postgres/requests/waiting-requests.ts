import type pg from 'pg';

import { inTransaction } from '../client.ts';
import { holdLock } from '../lock.ts';
import { acceptRequest, type ForecastRequest, type NewRequest } from './requests.ts';

/** A request that somebody waits for. */
export interface WaitingRequest {
  id: string;
  /** What was typed. */
  text: string;
}

/** A request that was stored, with the one to compare it with where that was stored with it. */
export interface Accepted {
  request: ForecastRequest;
  isNew: boolean;
  parent?: ForecastRequest | undefined;
}

/** Otherwise refused: as many as allowed, oldest first. */
export type Acceptance = Accepted | { waiting: WaitingRequest[] };

/** A request to store, with one to store before it as its parent: both or neither. */
export interface WantedRequests {
  wanted: NewRequest;
  parent?: NewRequest | undefined;
}

/**
 * Stores a request within its asker's limit: as `acceptRequest` does, unless whoever asks waits for
 * `limit` others already; no two processes let the same person pass at the same moment.
 */
export async function acceptWithinLimit(
  pool: pg.Pool,
  requests: WantedRequests,
  { limit, now }: { limit: number; now: Date },
): Promise<Acceptance> {
  return inTransaction(pool, async (client) => {
    await holdLock(client, `requests of ${requests.wanted.requestedBy}`);
    const accepted = await acceptAll(client, requests, now);
    // A repeat is no further request.
    if (!accepted.isNew) return accepted;
    const waiting = await waitingBeside(client, accepted.request);
    if (waiting.length < limit) return accepted;
    await remove(client, [accepted.request, accepted.parent]);
    return { waiting };
  });
}

/** Stores a request, and before it the parent to compare it with, if any: both or neither. */
async function acceptAll(
  client: pg.PoolClient,
  { wanted, parent }: WantedRequests,
  now: Date,
): Promise<Accepted> {
  if (!parent) return acceptRequest(client, wanted, now);
  const first = await acceptRequest(client, parent, now);
  const second = await acceptRequest(client, { ...wanted, parentId: first.request.id }, now);
  if (first.isNew && !second.isNew) await remove(client, [first.request]);
  return { ...second, parent: first.request };
}

async function remove(
  client: pg.PoolClient,
  requests: readonly (ForecastRequest | undefined)[],
): Promise<void> {
  const ids = requests.flatMap((request) => request?.id ?? []);
  await client.query('delete from forecast_request where id = any($1)', [ids]);
}

/** The other open requests of the person who made this one, oldest first. */
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
