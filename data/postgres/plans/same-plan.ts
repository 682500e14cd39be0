import type pg from 'pg';
import { z } from 'zod';

import type { Forecast } from '../../forecast.ts';
import { canonicalPlan, planHash, planSchema } from '../../plan.ts';

const rowSchema = z.object({
  flight: planSchema.shape.flight,
  generatedAt: z.date(),
  dataThrough: z.iso.date(),
  modelVersion: z.string(),
  /** Impressions on a mean day of the flight, at P50. */
  impressionsPerDay: z.number().nonnegative(),
  /** As many of these as the plan's terms leave; null where they were not reckoned, or are forgotten. */
  deliveryPerDay: z.number().nonnegative().nullable(),
  /** Of the flight, at P50; null where the history carried no user. */
  reach: z.number().nonnegative().nullable(),
});

/** The figures of a forecast that was made of the same targeting and terms. */
export type SamePlanForecast = z.infer<typeof rowSchema>;

export interface SamePlanOptions {
  forecast: Forecast;
  /** The workspace that may see it. */
  teamId: string | undefined;
  /** When the history was begun that it must have been made from; null where it was always the same. */
  historyBegan: Date | null;
}

// Nobody saw what was forecast in retrospect. The targeting is compared for its index.
const FIND = `
  with same as (
    select * from forecast
    where plan -> 'targeting' = $8 and plan - 'flight' = $1
      and team_id is not distinct from $2 and source <> 'backtest'
      and generated_at < $3 and (data_through <> $4 or model_version <> $5)
      and stored_at >= coalesce($6, stored_at)
    order by plan_hash = $7 desc, generated_at desc limit 1
  )
  select
    same.plan -> 'flight' flight, generated_at "generatedAt", data_through::text "dataThrough",
    model_version "modelVersion", reach_p50 reach, "impressionsPerDay",
    (result #>> '{delivery,impressions,p50}')::double precision * "impressionsPerDay"
      / nullif(same.impressions_p50, 0) "deliveryPerDay"
  from same
    join lateral (
      select avg(impressions_p50) "impressionsPerDay" from forecast_day where forecast_id = same.id
    ) days on true
    left join forecast_request request on request.id = same.id`;

/**
 * Finds the previous forecast of a plan, to tell what has changed: the one of the same targeting
 * and terms that the workspace had before this one, from other data or another model: the latest of
 * the same flight, else the latest of any; undefined where there is none.
 */
export async function findSamePlan(
  pool: pg.Pool,
  { forecast, teamId, historyBegan }: SamePlanOptions,
): Promise<SamePlanForecast | undefined> {
  const { generatedAt, dataThrough, model } = forecast;
  const { flight: _flight, ...asked } = canonicalPlan(forecast.plan);
  const { rows } = await pool.query(FIND, [
    JSON.stringify(asked),
    teamId,
    generatedAt,
    dataThrough,
    model.version,
    historyBegan,
    planHash(forecast.plan),
    JSON.stringify(asked.targeting),
  ]);
  return rows[0] && rowSchema.parse(rows[0]);
}
