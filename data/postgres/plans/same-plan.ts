import type pg from 'pg';
import { z } from 'zod';

import type { Forecast } from '../../forecast.ts';
import { planHash } from '../../plan.ts';

const rowSchema = z.object({
  generatedAt: z.date(),
  dataThrough: z.iso.date(),
  modelVersion: z.string(),
  /** Impressions on a mean day of the flight, at P50. */
  impressionsPerDay: z.number().nonnegative(),
  /** Of the flight, at P50; null where the history carried no user. */
  reach: z.number().nonnegative().nullable(),
});

/** The figures of a forecast that was made of the same plan. */
export type SamePlanForecast = z.infer<typeof rowSchema>;

export interface SamePlanOptions {
  forecast: Forecast;
  /** The workspace that may see it. */
  teamId: string | undefined;
  /** When the history was begun that it must have been made from; null where it was always the same. */
  historyBegan: Date | null;
}

// Nobody saw what was forecast in retrospect.
const FIND = `
  select
    generated_at "generatedAt", data_through::text "dataThrough", model_version "modelVersion",
    (select avg(impressions_p50) from forecast_day where forecast_id = id) "impressionsPerDay",
    reach_p50 reach
  from forecast
  where plan_hash = $1 and team_id is not distinct from $2 and source <> 'backtest'
    and generated_at < $3 and (data_through <> $4 or model_version <> $5)
    and stored_at >= coalesce($6, stored_at)
  order by generated_at desc limit 1`;

/**
 * The latest forecast of the same plan that the workspace had before this one, from other data or
 * another model; undefined where there is none.
 */
export async function findSamePlan(
  pool: pg.Pool,
  { forecast, teamId, historyBegan }: SamePlanOptions,
): Promise<SamePlanForecast | undefined> {
  const { plan, generatedAt, dataThrough, model } = forecast;
  const made = [generatedAt, dataThrough, model.version];
  const { rows } = await pool.query(FIND, [planHash(plan), teamId, ...made, historyBegan]);
  return rows[0] && rowSchema.parse(rows[0]);
}
