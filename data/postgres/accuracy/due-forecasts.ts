import type pg from 'pg';
import { z } from 'zod';

import type { Day } from '../../calendar.ts';
import type { DaySpan } from '../../history.ts';
import { planSchema, type Targeting } from '../../plan.ts';

/** How long a comparison is good for that may change with what comes in late. */
const AGAIN_AFTER = `interval '12 hours'`;

/** What says something of a day: it was made before, and from the history that $2 began. */
const IS_COMPARABLE = `source <> 'backtest' and data_through < day.date
  and stored_at >= coalesce($2, stored_at)`;

export interface DueDaysOptions {
  /** The complete days looked at. */
  span: DaySpan;
  /** When their history was begun; null where it was always the same. */
  historyBegan: Date | null;
  /** Days from this one on are compared again, for what came in late. */
  againFrom: Day;
}

/**
 * Finds the complete days whose forecasts are to be compared with what came on them (live
 * accuracy), newest first.
 */
export async function readDueDays(
  pool: pg.Pool,
  { span, historyBegan, againFrom }: DueDaysOptions,
): Promise<Day[]> {
  const { rows } = await pool.query<{ date: Day }>(
    `select distinct day.date::text
     from forecast_day day join forecast on forecast.id = day.forecast_id
     where day.date between $1 and $3 and ${IS_COMPARABLE} and not exists (
       select from live_accuracy seen
       where seen.date = day.date and (day.date < $4 or computed_at > now() - ${AGAIN_AFTER}))
     order by date desc`,
    [span.first, historyBegan, span.last, againFrom],
  );
  return rows.map(({ date }) => date);
}

const rowSchema = z.object({
  modelVersion: z.string(),
  targeting: planSchema.shape.targeting,
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
});

/** A stored forecast of a day, made before it came and now to be scored against it. */
export interface DueForecast {
  modelVersion: string;
  targeting: Targeting;
  p10: number;
  p50: number;
  p90: number;
}

export interface DueForecastsOptions {
  date: Day;
  /** When the history it is compared with was begun; null where it was always the same. */
  historyBegan: Date | null;
  /** At most so many; of more, a part that is always the same. */
  limit: number;
}

/** The same question asked twice of the same model and data says nothing new, so it counts once. */
const READ = `
  select "modelVersion", targeting, p10, p50, p90 from (
    select distinct on (plan -> 'targeting', model_version, data_through)
      id, model_version "modelVersion", plan -> 'targeting' targeting,
      day.impressions_p10 p10, day.impressions_p50 p50, day.impressions_p90 p90
    from forecast_day day join forecast on forecast.id = day.forecast_id
    where day.date = $1 and ${IS_COMPARABLE}
    order by plan -> 'targeting', model_version, data_through, generated_at
  ) as due
  order by md5(id::text) limit $3`;

/**
 * Reads the forecasts that were made of a day before it came, to score them; what another version
 * stored and we cannot read is left out.
 */
export async function readDueForecasts(
  pool: pg.Pool,
  { date, historyBegan, limit }: DueForecastsOptions,
): Promise<DueForecast[]> {
  const { rows } = await pool.query(READ, [date, historyBegan, limit]);
  return rows.flatMap((row) => rowSchema.safeParse(row).data ?? []);
}
