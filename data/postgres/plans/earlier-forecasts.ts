import type pg from 'pg';
import { z } from 'zod';

import type { Day } from '../../calendar.ts';
import { rangeSchema } from '../../forecast.ts';
import type { DaySpan } from '../../history.ts';
import { canonicalTargeting, type Targeting } from '../../plan.ts';

const rowSchema = z.object({
  source: z.enum(['request', 'digest', 'backtest']),
  /** Every day of it, in order. */
  daily: z.array(z.object({ date: z.iso.date(), impressions: rangeSchema })),
});

/** A forecast of a targeting that was made before its days came. */
export type EarlierForecast = z.infer<typeof rowSchema>;

export interface EarlierForecastOptions {
  targeting: Targeting;
  /** Days that have come since. */
  days: DaySpan;
  /** Data it may have been made from ended within this span. */
  dataThrough: DaySpan;
  /** When the history it is compared with was begun; null where it was always the same. */
  historyBegan: Date | null;
}

const FIND = `
  select source, days.daily
  from forecast, lateral (
    select
      count(*) filter (where date between $2 and $3) as shared,
      json_agg(json_build_object(
        'date', date,
        'impressions', json_build_object(
          'p10', impressions_p10, 'p50', impressions_p50, 'p90', impressions_p90
        )
      ) order by date) as daily
    from forecast_day where forecast_id = forecast.id
  ) as days
  where plan -> 'targeting' = $1::jsonb and data_through between $4 and $5 and shared > 0
    and stored_at >= coalesce($6, stored_at)
  order by shared desc, data_through desc, generated_at desc limit 1`;

/**
 * Finds the earlier forecast of a targeting for the digest to look back on: of those stored, the
 * one that says most of these days, of several the latest; undefined where none says anything of
 * them.
 */
export async function findEarlierForecast(
  pool: pg.Pool,
  { targeting, days, dataThrough, historyBegan }: EarlierForecastOptions,
): Promise<EarlierForecast | undefined> {
  const bounds: Day[] = [days.first, days.last, dataThrough.first, dataThrough.last];
  const { rows } = await pool.query(FIND, [
    JSON.stringify(canonicalTargeting(targeting)),
    ...bounds,
    historyBegan,
  ]);
  return rows[0] && rowSchema.parse(rows[0]);
}
