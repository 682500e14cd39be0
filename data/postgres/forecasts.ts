import type pg from 'pg';

import type { DataOrigin } from '../clickhouse/queries/data-origin.ts';
import type { Forecast } from '../forecast.ts';
import { planHash } from '../plan.ts';

/** A forecast somebody asked for, as its figures are stored. */
export interface RequestedForecast {
  requestId: string;
  forecast: Forecast;
  historyOrigin: DataOrigin;
}

/** A forecast nobody asked for by itself: of a digest, or one that a digest made up for. */
export interface MadeUnasked {
  source: 'digest' | 'backtest';
  teamId: string | null;
  forecast: Forecast;
  historyOrigin: DataOrigin;
}

const INSERT_FORECAST = `
  insert into forecast (
    id, source, team_id, plan, plan_hash, generated_at, data_through, model_version, method,
    history_origin, impressions_p10, impressions_p50, impressions_p90, reach_p10, reach_p50,
    reach_p90, average_frequency)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`;

const INSERT_DAYS = `
  insert into forecast_day
  select
    $1, date,
    (impressions ->> 'p10')::double precision,
    (impressions ->> 'p50')::double precision,
    (impressions ->> 'p90')::double precision,
    (reach ->> 'p10')::double precision,
    (reach ->> 'p50')::double precision,
    (reach ->> 'p90')::double precision
  from jsonb_to_recordset($2) as day (date date, impressions jsonb, reach jsonb)`;

/**
 * Stores the figures of a forecast and its days, which SQL compares with what came. Belongs in the
 * transaction that stores the answer itself, so that neither is ever without the other.
 */
export async function storeForecast(
  client: pg.PoolClient,
  { requestId, forecast, historyOrigin }: RequestedForecast,
): Promise<void> {
  const { rows } = await client.query<{ teamId: string | null }>(
    'select team_id "teamId" from forecast_request where id = $1',
    [requestId],
  );
  const teamId = rows[0]?.teamId ?? null;
  await insertForecast(client, requestId, { source: 'request', teamId, forecast, historyOrigin });
}

/** As `storeForecast`, in the transaction of what it was made for. */
export async function storeUnasked(client: pg.PoolClient, made: MadeUnasked): Promise<void> {
  await insertForecast(client, made.forecast.id, made);
}

async function insertForecast(
  client: pg.PoolClient,
  id: string,
  made: Omit<MadeUnasked, 'source'> & { source: MadeUnasked['source'] | 'request' },
): Promise<void> {
  const { source, teamId, forecast, historyOrigin } = made;
  const { plan, generatedAt, dataThrough, model, daily, total } = forecast;
  const { impressions, reach, averageFrequency } = total;
  await client.query(INSERT_FORECAST, [
    id,
    source,
    teamId,
    JSON.stringify(plan),
    planHash(plan),
    generatedAt,
    dataThrough,
    model.version,
    model.method,
    historyOrigin,
    impressions.p10,
    impressions.p50,
    impressions.p90,
    reach?.p10,
    reach?.p50,
    reach?.p90,
    averageFrequency,
  ]);
  await client.query(INSERT_DAYS, [id, JSON.stringify(daily)]);
}
