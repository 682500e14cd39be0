import type pg from 'pg';

import type { DataOrigin } from '../clickhouse/queries/data-origin.ts';
import type { Forecast } from '../forecast.ts';
import { planHash } from '../plan.ts';

/** A forecast that nobody requested: made for a digest, or backfilled by one (backtest). */
export interface MadeUnasked {
  source: 'digest' | 'backtest';
  teamId: string | null;
  forecast: Forecast;
  historyOrigin: DataOrigin;
}

const range = (json: string) =>
  ['p10', 'p50', 'p90'].map((level) => `(${json} ->> '${level}')::double precision`).join(', ');

/**
 * Part of a statement: stores the figures of each forecast of `made` and of its days, which SQL
 * compares with what came. `made` is an earlier part, of columns `id uuid, source text,
 * team_id text, result jsonb, plan_hash text, history_origin text`. Belongs in the statement that
 * stores the answer itself, so that neither is ever without the other.
 */
export const STORE_FIGURES = `
  figures as (
    insert into forecast (
      id, source, team_id, plan, plan_hash, generated_at, data_through, model_version, method,
      history_origin, impressions_p10, impressions_p50, impressions_p90, reach_p10, reach_p50,
      reach_p90, average_frequency)
    select
      id, source, team_id, result -> 'plan', plan_hash, (result ->> 'generatedAt')::timestamptz,
      (result ->> 'dataThrough')::date, result #>> '{model,version}', result #>> '{model,method}',
      history_origin, ${range("result #> '{total,impressions}'")},
      ${range("result #> '{total,reach}'")}, (result #>> '{total,averageFrequency}')::double precision
    from made
  ), days as (
    insert into forecast_day
    select id, date, ${range('impressions')}, ${range('reach')}
    from made, jsonb_to_recordset(result -> 'daily') as day (date date, impressions jsonb, reach jsonb)
  )`;

const STORE_UNASKED = `
  with made as (
    select $1::uuid id, $2 source, $3 team_id, $4::jsonb result, $5 plan_hash, $6 history_origin
  ), ${STORE_FIGURES}
  select`;

/**
 * Stores the figures of a forecast made for a digest or backfilled by one. Belongs in the
 * transaction of what it was made for.
 */
export async function storeUnrequestedForecast(
  client: pg.PoolClient,
  made: MadeUnasked,
): Promise<void> {
  const { source, teamId, forecast, historyOrigin } = made;
  const { id, plan } = forecast;
  const result = JSON.stringify(forecast);
  await client.query(STORE_UNASKED, [id, source, teamId, result, planHash(plan), historyOrigin]);
}
