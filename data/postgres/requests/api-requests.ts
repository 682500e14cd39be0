import type pg from 'pg';

import { inTransaction } from '../client.ts';
import { holdLocks } from '../lock.ts';
import { type AskedPlan, askedRows } from './asked-rows.ts';
import { acceptCached, isMaybeCached } from './cached-requests.ts';
import {
  findUsedKeys,
  keyName,
  type MaybeKeyed,
  rememberKeys,
  type UsedKey,
} from './idempotency.ts';

/** What a caller of the API asks for. */
export type ApiRequest = AskedPlan & MaybeKeyed;

interface Stored {
  id: string;
  how: 'new' | 'cached';
}

/** `repeated`: the request of the same idempotency key. `cached`: answered by a forecast that was there. */
export type ApiAcceptance =
  | Stored
  | { id: string; how: 'repeated' }
  | { refused: 'waits for too many' | 'key of another body' };

interface Rules {
  /** Of requests that a caller waits for. */
  limit: number;
  now: Date;
}

/**
 * Stores forecast requests of the HTTP API, once for each idempotency key: answered where the
 * forecast is in the cache; else, unless they wait for `limit` others already, to be made. No two
 * processes let the same caller pass at the same moment. Where it throws, nothing is stored.
 * @returns what became of each.
 */
export async function acceptApiRequests(
  pool: pg.Pool,
  requests: readonly ApiRequest[],
  rules: Rules,
): Promise<ApiAcceptance[]> {
  return inTransaction(pool, async (client) => {
    await lockCallers(client, requests);
    const used = await findUsedKeys(client, requests, rules.now);
    const fresh = firstOfEachKey(requests).filter((request) => !useOf(request, used));
    const stored = await store(client, fresh, rules);
    const uses = [...stored].map(([request, { id: requestId }]) => ({ ...request, requestId }));
    const known = new Map([...used, ...(await rememberKeys(client, uses, rules.now))]);
    return requests.map((request) => stored.get(request) ?? repeatOf(request, known));
  });
}

/**
 * Locks each caller, whose open requests are counted next. A statement of its own, since a
 * statement sees only what was stored before it began.
 */
async function lockCallers(client: pg.PoolClient, requests: readonly ApiRequest[]) {
  // All processes in the same order, so that none of them waits for another that waits for it.
  const callers = [...new Set(requests.map(({ caller }) => caller))].sort();
  const names = callers.map((caller) => `API requests of ${caller}`);
  await holdLocks(client, names);
}

function firstOfEachKey(requests: readonly ApiRequest[]): ApiRequest[] {
  const byKey = Map.groupBy(requests, (request) => keyName(request) ?? request);
  return [...byKey.values()].flatMap(([first]) => first ?? []);
}

/** Stores requests: those in the cache with their answers, the others within the callers' limit. */
async function store(
  client: pg.PoolClient,
  requests: readonly ApiRequest[],
  { limit, now }: Rules,
): Promise<Map<ApiRequest, Stored>> {
  const maybeCached = requests.filter(isMaybeCached);
  const stored = new Map<ApiRequest, Stored>();
  for (const [index, id] of (await acceptCached(client, maybeCached, now)).entries()) {
    const request = maybeCached[index];
    if (request && id !== undefined) stored.set(request, { id, how: 'cached' });
  }
  const missed = requests.filter((request) => !stored.has(request));
  const allowed = withinLimit(missed, await countOpen(client, missed), limit);
  for (const [index, id] of (await insertNew(client, allowed, now)).entries()) {
    const request = allowed[index];
    if (request) stored.set(request, { id, how: 'new' });
  }
  return stored;
}

/** The requests within each caller's limit, by which nobody has more than `limit` open. */
function withinLimit(
  requests: readonly ApiRequest[],
  open: ReadonlyMap<string, number>,
  limit: number,
): ApiRequest[] {
  const byCaller = Map.groupBy(requests, ({ caller }) => caller);
  return [...byCaller].flatMap(([caller, asked]) =>
    asked.slice(0, Math.max(0, limit - (open.get(caller) ?? 0))),
  );
}

/** How many requests of each caller are open. */
async function countOpen(
  client: pg.PoolClient,
  requests: readonly ApiRequest[],
): Promise<Map<string, number>> {
  if (requests.length === 0) return new Map();
  const { rows } = await client.query<{ caller: string; open: number }>(
    `select requested_by caller, count(*)::int open from forecast_request
     where requested_by = any($1) and source = 'api' and finished_at is null
     group by requested_by`,
    [requests.map(({ caller }) => caller)],
  );
  return new Map(rows.map(({ caller, open }) => [caller, open]));
}

/** Stores requests that are to be made; returns the id of each. */
async function insertNew(
  client: pg.PoolClient,
  requests: readonly ApiRequest[],
  now: Date,
): Promise<string[]> {
  if (requests.length === 0) return [];
  const rows = askedRows(requests);
  await client.query(
    `insert into forecast_request
       (id, source, requested_by, text, plan, plan_hash, assumptions, created_at)
     select id, 'api', caller, '', plan, hash, assumptions, $2
     from jsonb_to_recordset($1) as asked
       (id uuid, caller text, plan jsonb, hash text, assumptions jsonb)`,
    [JSON.stringify(rows), now],
  );
  return rows.map(({ id }) => id);
}

/** Answers a request that is not stored: by the earlier one of its key, or by a refusal. */
function repeatOf(request: ApiRequest, used: ReadonlyMap<string, UsedKey>): ApiAcceptance {
  const use = useOf(request, used);
  if (!use) return { refused: 'waits for too many' };
  if (use.fingerprint !== request.idempotency?.fingerprint) {
    return { refused: 'key of another body' };
  }
  return { id: use.requestId, how: 'repeated' };
}

function useOf(request: ApiRequest, used: ReadonlyMap<string, UsedKey>): UsedKey | undefined {
  const name = keyName(request);
  return name === undefined ? undefined : used.get(name);
}
