import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { addDays, type Clock, type Day, dayIn } from '../../data/calendar.ts';
import { readDailyCounts } from '../../data/clickhouse/queries/daily-counts.ts';
import { readDataSpan } from '../../data/clickhouse/queries/data-span.ts';
import { readGeneratedSince } from '../../data/clickhouse/queries/generated-since.ts';
import type { DaySpan } from '../../data/history.ts';
import {
  type DueForecast,
  readDueDays,
  readDueForecasts,
} from '../../data/postgres/accuracy/due-forecasts.ts';
import {
  forgetLiveAccuracy,
  storeLiveAccuracy,
} from '../../data/postgres/accuracy/live-accuracy.ts';
import { type ComparedForecast, compareDay } from './compare-day.ts';

export interface AccuracyServices {
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
  clock: Clock;
  /** The reporting time zone. */
  timeZone: string;
}

/** How far back days that were missed are made up for. */
const LOOK_BACK_DAYS = 60;

/** Requests of the last days may still come in late. */
const AGAIN_DAYS = 3;

/** A day's forecasts that are compared; a sample of more says as much. */
const FORECASTS_A_DAY = 500;

/**
 * Measures how accurate past forecasts were: compares them with the impressions that came, for the
 * complete days of which that is not known yet, and stores it. Doing it again gives the same; days
 * that were missed are made up for.
 */
export async function measureAccuracy(
  services: AccuracyServices,
  signal: AbortSignal,
): Promise<void> {
  const { pool, clickhouse, clock, timeZone } = services;
  const data = await readDataSpan(clickhouse, { today: dayIn(timeZone, clock()), signal });
  if (!data) return;
  const span = lookedBack(data);
  const historyBegan = await readGeneratedSince(clickhouse, signal);
  if (historyBegan) await forgetLiveAccuracy(pool, historyBegan);
  const againFrom = addDays(data.last, 1 - AGAIN_DAYS);
  for (const date of await readDueDays(pool, { span, historyBegan, againFrom })) {
    const limits = { date, historyBegan, limit: FORECASTS_A_DAY };
    const compared = await whatCame(clickhouse, await readDueForecasts(pool, limits), date, signal);
    await storeLiveAccuracy(pool, date, compareDay(date, compared));
  }
}

function lookedBack({ first, last }: DaySpan): DaySpan {
  const earliest = addDays(last, 1 - LOOK_BACK_DAYS);
  return { first: first > earliest ? first : earliest, last };
}

/**
 * Reads the actual impressions beside each forecast from ClickHouse. Each targeting is asked for
 * once, one after the other: nobody waits, and forecasts go first.
 */
async function whatCame(
  clickhouse: ClickHouseClient,
  forecasts: readonly DueForecast[],
  date: Day,
  signal: AbortSignal,
): Promise<ComparedForecast[]> {
  const byTargeting = Map.groupBy(forecasts, ({ targeting }) => JSON.stringify(targeting));
  const compared: ComparedForecast[] = [];
  for (const same of byTargeting.values()) {
    const [{ targeting } = { targeting: {} }] = same;
    const span = { first: date, last: date };
    const [came = 0] = await readDailyCounts(clickhouse, { targeting, span, signal });
    compared.push(...same.map((forecast) => ({ ...forecast, came })));
  }
  return compared;
}
