import type pg from 'pg';

import type { ErrorCode } from '../../errors.ts';

/** A caller's promise that all requests with this key are one and the same. */
export interface Idempotency {
  key: string;
  /** SHA-256, in hex, of what is asked. */
  fingerprint: string;
}

/** How long a key means the same request. */
export const IDEMPOTENCY_HOURS = 24;

/** Failures that a retry may mend. */
const PASSING: readonly ErrorCode[] = ['unavailable', 'no_model', 'cancelled', 'internal'];

/** A request that may have a key. */
export interface MaybeKeyed {
  caller: string;
  idempotency?: Idempotency | undefined;
}

/** What a key was used for. */
export interface UsedKey {
  fingerprint: string;
  requestId: string;
}

/** One name for a caller's key; undefined where there is none. */
export function keyName({ caller, idempotency }: MaybeKeyed): string | undefined {
  return idempotency && nameOf(caller, idempotency.key);
}

const nameOf = (caller: string, key: string) => JSON.stringify([caller, key]);

/**
 * Looks up idempotency keys: what the requests' keys were used for before, by `keyName`. A key is
 * free again once its request has ended without an answer for a reason that passes, so that a retry
 * is not the same failure.
 */
export async function findUsedKeys(
  client: pg.PoolClient,
  requests: readonly MaybeKeyed[],
  now: Date,
): Promise<Map<string, UsedKey>> {
  const keyed = requests.filter(({ idempotency }) => idempotency);
  if (keyed.length === 0) return new Map();
  const { rows } = await client.query<UsedKey & { caller: string; key: string }>(
    `select used.requested_by caller, used.key, used.fingerprint, used.request_id "requestId"
     from (select distinct * from unnest($1::text[], $2::text[])) as asked (requested_by, key)
     join idempotency_key used using (requested_by, key)
     join forecast_request request on request.id = used.request_id
     where used.created_at > $3 and request.status <> 'cancelled' and not (
       request.status = 'failed' and coalesce(request.failure_code, 'internal') = any($4))`,
    [
      keyed.map(({ caller }) => caller),
      keyed.map(({ idempotency }) => idempotency?.key),
      oldest(now),
      PASSING,
    ],
  );
  return new Map(rows.map(({ caller, key, ...used }) => [nameOf(caller, key), used]));
}

/**
 * Stores which request each idempotency key stands for, in place of what it stood for before.
 * @returns the same by `keyName`.
 */
export async function rememberKeys(
  client: pg.PoolClient,
  requests: readonly (MaybeKeyed & { requestId: string })[],
  now: Date,
): Promise<Map<string, UsedKey>> {
  const rows = requests.flatMap(({ caller, idempotency, requestId }) =>
    idempotency ? { caller, requestId, ...idempotency } : [],
  );
  if (rows.length === 0) return new Map();
  await client.query(
    `insert into idempotency_key (requested_by, key, fingerprint, request_id, created_at)
     select caller, key, fingerprint, "requestId", $2
     from jsonb_to_recordset($1) as used
       (caller text, key text, fingerprint text, "requestId" uuid)
     on conflict (requested_by, key) do update
       set (fingerprint, request_id, created_at)
         = (excluded.fingerprint, excluded.request_id, excluded.created_at)`,
    [JSON.stringify(rows), now],
  );
  return new Map(rows.map(({ caller, key, ...used }) => [nameOf(caller, key), used]));
}

/** Deletes the idempotency keys that have expired; returns how many. */
export async function forgetIdempotencyKeys(pool: pg.Pool, now: Date): Promise<number> {
  const { rowCount } = await pool.query('delete from idempotency_key where created_at < $1', [
    oldest(now),
  ]);
  return rowCount ?? 0;
}

/** When a key was first used that still means something. */
function oldest(now: Date): Date {
  return new Date(now.getTime() - IDEMPOTENCY_HOURS * 3_600_000);
}
