import { randomUUID } from 'node:crypto';

import type pg from 'pg';

import { canonicalPlan, type Plan, planHash } from '../../plan.ts';

/** What a caller of the API asks for that has been forecast already. */
export interface CachedRequest {
  caller: string;
  plan: Plan;
  /** What was filled in, in words. */
  assumptions: readonly string[];
  /** Key of the forecast in the cache. */
  cacheKey: string;
}

const INSERT = `
  insert into forecast_request
    (id, source, requested_by, text, plan, plan_hash, assumptions, status, result,
     created_at, finished_at, reported_at)
  select id, 'api', caller, '', plan, hash, assumptions, 'answered', result, $2, $2, $2
  from jsonb_to_recordset($1) as asked
    (id uuid, caller text, plan jsonb, hash text, assumptions jsonb, key text)
  join forecast_cache using (key)
  returning id`;

/**
 * Stores requests with their answers, which are copied within Postgres.
 * @returns the id of each; undefined where its forecast is in the cache no more.
 */
export async function acceptCached(
  db: pg.Pool | pg.PoolClient,
  requests: readonly CachedRequest[],
  now: Date,
): Promise<(string | undefined)[]> {
  const asked = requests.map(({ caller, plan, assumptions, cacheKey: key }) => {
    const hash = planHash(plan);
    return { id: randomUUID(), caller, plan: canonicalPlan(plan), hash, assumptions, key };
  });
  const { rows } = await db.query<{ id: string }>(INSERT, [JSON.stringify(asked), now]);
  const stored = new Set(rows.map(({ id }) => id));
  return asked.map(({ id }) => (stored.has(id) ? id : undefined));
}
