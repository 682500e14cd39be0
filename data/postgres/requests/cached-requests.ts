import type pg from 'pg';

import { type AskedPlan, askedRows } from './asked-rows.ts';

/** What a caller of the API asks for that has been forecast already. */
export interface CachedRequest extends AskedPlan {
  /** Key of the forecast in the cache. */
  cacheKey: string;
}

/** Whether the request's forecast may be in the cache. */
export function isMaybeCached<Asked extends AskedPlan>(
  request: Asked,
): request is Asked & CachedRequest {
  return request.cacheKey !== undefined;
}

const INSERT = `
  insert into forecast_request
    (id, source, requested_by, text, plan, plan_hash, assumptions, status, result,
     created_at, finished_at, reported_at)
  select id, 'api', caller, '', plan, hash, assumptions, 'answered', result, $2, $2, $2
  from jsonb_to_recordset($1) as asked
    (id uuid, caller text, plan jsonb, hash text, assumptions jsonb, "cacheKey" text)
  join forecast_cache on key = "cacheKey"
  returning id`;

/**
 * Stores requests that the forecast cache answers; their answers are copied within Postgres.
 * @returns the id of each; undefined where its forecast is in the cache no more.
 */
export async function acceptCached(
  db: pg.Pool | pg.PoolClient,
  requests: readonly CachedRequest[],
  now: Date,
): Promise<(string | undefined)[]> {
  if (requests.length === 0) return [];
  const asked = askedRows(requests);
  const { rows } = await db.query<{ id: string }>(INSERT, [JSON.stringify(asked), now]);
  const stored = new Set(rows.map(({ id }) => id));
  return asked.map(({ id }) => (stored.has(id) ? id : undefined));
}
