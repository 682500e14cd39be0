import { randomUUID } from 'node:crypto';

import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { addDays, type Day } from '../../data/calendar.ts';
import type { DataOrigin } from '../../data/clickhouse/queries/data-origin.ts';
import type { ReadOutline } from '../../data/clickhouse/queries/history-outline.ts';
import { AppError } from '../../data/errors.ts';
import type { ForecastResult } from '../../data/forecast.ts';
import type { Flight, Plan } from '../../data/plan.ts';
import type { SavedPlan } from '../../data/postgres/plans/plans.ts';
import type { PreparedModel } from '../../model/artifact.ts';
import { makeForecast } from '../forecast/make-forecast.ts';

/** What the weekly digests of all plans of a channel are made with. */
export interface DigestOrder {
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
  readOutline: ReadOutline;
  model: PreparedModel;
  now: Date;
  /** The reporting time zone, in which `now` is `today`. */
  timeZone: string;
  today: Day;
  teamId: string | null;
  /** Last day of history; null where there is none. */
  dataThrough: Day | null;
  historyOrigin: DataOrigin;
  /** When the generated history of now was begun; null where there is none. */
  historyBegan: Date | null;
  signal: AbortSignal;
}

/** Days of a week, and of what a digest looks ahead and back. */
export const WEEK_DAYS = 7;

/** The week that begins with `start`. */
export function weekFrom(start: Day): Flight {
  return { start, end: addDays(start, WEEK_DAYS - 1) };
}

/**
 * The days of the week from `first` that a plan is about: all of them for a draft, those of its
 * flight for a booked one; undefined where it has none in that week.
 */
export function daysOn({ status, plan }: SavedPlan, first: Day): Flight | undefined {
  const week = weekFrom(first);
  if (status === 'draft') return week;
  const { flight } = plan;
  const start = later(flight.start, week.start);
  const end = earlier(flight.end, week.end);
  return start <= end ? { start, end } : undefined;
}

/** The later of two days. */
export function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

/** Forecasts a plan as of `order.now`; what the data cannot answer is a refusal of this plan only. */
export async function forecastDays(
  { clickhouse, readOutline, model, now, timeZone, signal }: DigestOrder,
  plan: Plan,
): Promise<ForecastResult> {
  const order = { id: randomUUID(), plan, clickhouse, readOutline, model, now, timeZone, signal };
  try {
    return (await makeForecast(order)).result;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'bad_input')) throw error;
    return { refused: { reason: error.userMessage, needed: error.problems.join(' ') } };
  }
}
