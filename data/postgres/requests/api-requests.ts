import type pg from 'pg';

import type { Plan } from '../../plan.ts';
import { inTransaction } from '../client.ts';
import { acceptCached } from './cached-requests.ts';
import { findIdempotent, type Idempotency, rememberIdempotent } from './idempotency.ts';
import { acceptRequest } from './requests.ts';

/** What a caller of the API asks for. */
export interface ApiRequest {
  caller: string;
  plan: Plan;
  /** What was filled in, in words. */
  assumptions: readonly string[];
  /** Key of the forecast it would get, where that may have been made already. */
  cacheKey?: string | undefined;
  idempotency?: Idempotency | undefined;
}

/** `repeated`: the request of the same idempotency key. `cached`: answered by a forecast that was there. */
export type ApiAcceptance =
  | { id: string; how: 'new' | 'repeated' | 'cached' }
  | { refused: 'waits for too many' | 'key of another body' };

/**
 * Stores what a caller asks for, answered where its forecast is in the cache; else, unless they
 * wait for `limit` others already, to be made. No two processes let the same caller pass at the
 * same moment.
 */
export async function acceptApiRequest(
  pool: pg.Pool,
  request: ApiRequest,
  rules: { limit: number; now: Date },
): Promise<ApiAcceptance> {
  return inTransaction(pool, async (client) => {
    const lock = `ducky API requests of ${request.caller}`;
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
    const accepted = await acceptOne(client, request, rules);
    if ('id' in accepted && accepted.how !== 'repeated') {
      await rememberIdempotent(client, { ...request, requestId: accepted.id, now: rules.now });
    }
    return accepted;
  });
}

async function acceptOne(
  client: pg.PoolClient,
  request: ApiRequest,
  { limit, now }: { limit: number; now: Date },
): Promise<ApiAcceptance> {
  const known = await findIdempotent(client, { ...request, now });
  if (known === 'another body') return { refused: 'key of another body' };
  if (known !== undefined) return { id: known, how: 'repeated' };
  const { cacheKey } = request;
  const [cached] = cacheKey ? await acceptCached(client, [{ ...request, cacheKey }], now) : [];
  if (cached !== undefined) return { id: cached, how: 'cached' };
  if ((await countOpen(client, request.caller)) >= limit) return { refused: 'waits for too many' };
  const { caller: requestedBy, plan, assumptions } = request;
  const wanted = { requestedBy, plan, assumptions, text: '', dedupeKey: null, destination: null };
  const accepted = await acceptRequest(client, { ...wanted, source: 'api' }, now);
  return { id: accepted.request.id, how: 'new' };
}

async function countOpen(client: pg.PoolClient, caller: string): Promise<number> {
  const { rows } = await client.query<{ open: number }>(
    `select count(*)::int open from forecast_request
     where requested_by = $1 and source = 'api' and finished_at is null`,
    [caller],
  );
  return rows[0]?.open ?? 0;
}

/** Those of the requests that have ended, or are gone. */
export async function endedAmong(pool: pg.Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select wanted.id from unnest($1::uuid[]) as wanted (id)
     where not exists (
       select from forecast_request request where request.id = wanted.id and finished_at is null)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
