import type pg from 'pg';
import { z } from 'zod';

import type { DataOrigin } from '../../clickhouse/queries/data-origin.ts';
import { type ForecastResult, forecastResultSchema } from '../../forecast.ts';

/** A cached forecast, given again to whoever asks the same of the same data and model. */
export interface CachedForecast {
  /** `forecastKey` of what it was made of. */
  key: string;
  result: ForecastResult;
  historyOrigin: DataOrigin;
}

const rowSchema = z.object({
  key: z.string(),
  result: forecastResultSchema,
  historyOrigin: z.enum(['generated', 'observed', 'mixed']),
});

/**
 * Looks up forecasts in the cache by their keys; undefined where there is none, or one that another
 * version stored and this one cannot read.
 */
export async function findCached(
  pool: pg.Pool,
  keys: readonly string[],
): Promise<(CachedForecast | undefined)[]> {
  const { rows } = await pool.query(
    'select key, result, history_origin "historyOrigin" from forecast_cache where key = any($1)',
    [keys],
  );
  const readable = rows.flatMap((row) => rowSchema.safeParse(row).data ?? []);
  const byKey = new Map(readable.map((forecast) => [forecast.key, forecast]));
  return keys.map((key) => byKey.get(key));
}

/** A forecast is given again on its own day only. */
const KEPT_MS = 24 * 3_600_000;
const KEPT_FORECASTS = 5_000;

/** Stores forecasts in the cache; evicts those older than a day, and the oldest of too many. */
export async function storeCached(
  pool: pg.Pool,
  forecasts: readonly CachedForecast[],
  now: Date,
): Promise<void> {
  await pool.query(
    `insert into forecast_cache (key, result, history_origin, made_at)
     select key, result, origin, $2
     from jsonb_to_recordset($1) as made (key text, result jsonb, origin text)
     order by key
     on conflict (key) do nothing`,
    [
      JSON.stringify(
        forecasts.map(({ key, result, historyOrigin: origin }) => ({ key, result, origin })),
      ),
      now,
    ],
  );
  await pool.query(
    `delete from forecast_cache where made_at < $1 or made_at < (
       select made_at from forecast_cache order by made_at desc offset $2 limit 1)`,
    [new Date(now.getTime() - KEPT_MS), KEPT_FORECASTS],
  );
}
