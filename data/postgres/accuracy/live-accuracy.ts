import type pg from 'pg';
import { z } from 'zod';

import type { Day } from '../../calendar.ts';
import { inTransaction } from '../client.ts';
import { holdLock } from '../lock.ts';

/** How right daily forecasts were about the days that have come since they were made. */
export interface LiveAccuracy {
  /** First and last day that was compared. */
  days: { first: Day; last: Day };
  /** How many days those were; there may be gaps between them. */
  dayCount: number;
  /** Daily forecasts compared. */
  count: number;
  /** Sum of absolute errors of the daily P50 over the sum of what came; null where nothing came. */
  wape: number | null;
  /** Sum of errors over the sum of what came; above 0 where forecasts were too high. */
  bias: number | null;
  /** Share of days within P10 to P90; nominally 0.8. */
  coverage80: number;
}

/** Days looked back: four weeks even out weekdays, and still follow a change. */
const WINDOW_DAYS = 28;

const rowSchema = z.object({
  days: z.object({ first: z.iso.date(), last: z.iso.date() }),
  dayCount: z.number().int().positive(),
  count: z.number().int().positive(),
  wape: z.number().nonnegative().nullable(),
  bias: z.number().nullable(),
  coverage80: z.number().min(0).max(1),
});

const READ = `
  select
    jsonb_build_object('first', min(date), 'last', max(date)) days,
    count(distinct date)::int "dayCount",
    sum(forecasts)::int count,
    sum(absolute_error) / nullif(sum(impressions), 0) wape,
    sum(error) / nullif(sum(impressions), 0) bias,
    sum(covered)::double precision / sum(forecasts) coverage80
  from live_accuracy
  where date > (select max(date) from live_accuracy where date <= $2) - ${WINDOW_DAYS}::int
    and date <= $2 and model_version = coalesce($1, model_version)
  having count(*) > 0`;

export interface LiveAccuracyWanted {
  /** The only model whose forecasts count; all that served then unless given. */
  modelVersion?: string;
  /** The last day that counts; the last that could be compared unless given. */
  through?: Day;
}

/**
 * Reads the live accuracy of forecasts over the four weeks up to the last day that could be
 * compared with a forecast of any model; undefined where there is none in them.
 */
export async function readLiveAccuracy(
  pool: pg.Pool,
  { modelVersion, through = 'infinity' }: LiveAccuracyWanted = {},
): Promise<LiveAccuracy | undefined> {
  const { rows } = await pool.query(READ, [modelVersion, through]);
  return rows[0] && rowSchema.parse(rows[0]);
}

/** How the forecasts of one model did on one day; `error` is forecast less what came. */
export interface DayAccuracy {
  date: Day;
  modelVersion: string;
  forecasts: number;
  impressions: number;
  error: number;
  absoluteError: number;
  covered: number;
}

const STORE = `
  insert into live_accuracy
    (date, model_version, forecasts, impressions, error, absolute_error, covered)
  select date, model_version, forecasts, impressions, error, absolute_error, covered
  from jsonb_to_recordset($1) as compared (
    date date, model_version text, forecasts integer, impressions double precision,
    error double precision, absolute_error double precision, covered integer)`;

/** Stores the live accuracy of each model on a day, in place of all that was stored of it. */
export async function storeLiveAccuracy(
  pool: pg.Pool,
  date: Day,
  models: readonly DayAccuracy[],
): Promise<void> {
  const rows = models.map(({ modelVersion, absoluteError, ...rest }) => ({
    ...rest,
    model_version: modelVersion,
    absolute_error: absoluteError,
  }));
  await inTransaction(pool, async (client) => {
    // Two that compare the same day at once do it one after the other.
    await holdLock(client, `accuracy of ${date}`);
    await client.query('delete from live_accuracy where date = $1', [date]);
    await client.query(STORE, [JSON.stringify(rows)]);
  });
}

/** Deletes live accuracy computed before this moment, against a history since replaced. */
export async function forgetLiveAccuracy(pool: pg.Pool, computedBefore: Date): Promise<void> {
  await pool.query('delete from live_accuracy where computed_at < $1', [computedBefore]);
}
