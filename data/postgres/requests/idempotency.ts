import type pg from 'pg';

/** A caller's promise that all requests with this key are one and the same. */
export interface Idempotency {
  key: string;
  /** SHA-256, in hex, of what is asked. */
  fingerprint: string;
}

/** How long a key is remembered. */
const REMEMBERED_MS = 24 * 3_600_000;

interface Asked {
  caller: string;
  idempotency?: Idempotency | undefined;
  now: Date;
}

/** The request that came first with the caller's key; undefined where there is none. */
export async function findIdempotent(
  client: pg.PoolClient,
  { caller, idempotency, now }: Asked,
): Promise<string | 'another body' | undefined> {
  if (!idempotency) return undefined;
  const { rows } = await client.query<{ fingerprint: string; requestId: string }>(
    `select fingerprint, request_id "requestId" from idempotency_key
     where requested_by = $1 and key = $2 and created_at > $3`,
    [caller, idempotency.key, new Date(now.getTime() - REMEMBERED_MS)],
  );
  const [first] = rows;
  if (first && first.fingerprint !== idempotency.fingerprint) return 'another body';
  return first?.requestId;
}

/** Remembers the key, in place of one that was to be forgotten. */
export async function rememberIdempotent(
  client: pg.PoolClient,
  { caller, idempotency, requestId, now }: Asked & { requestId: string },
): Promise<void> {
  if (!idempotency) return;
  await client.query(
    `insert into idempotency_key (requested_by, key, fingerprint, request_id, created_at)
     values ($1, $2, $3, $4, $5)
     on conflict (requested_by, key) do update
       set (fingerprint, request_id, created_at)
         = (excluded.fingerprint, excluded.request_id, excluded.created_at)`,
    [caller, idempotency.key, idempotency.fingerprint, requestId, now],
  );
}

/** Forgets the keys that were first used before then; returns how many. */
export async function forgetIdempotencyKeys(pool: pg.Pool, before: Date): Promise<number> {
  const { rowCount } = await pool.query('delete from idempotency_key where created_at < $1', [
    before,
  ]);
  return rowCount ?? 0;
}
