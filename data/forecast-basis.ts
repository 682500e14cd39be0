import { createHash } from 'node:crypto';

import type { ClickHouseClient } from '@clickhouse/client';

import { type Clock, type Day, dayIn } from './calendar.ts';
import type { HistoryOutline, ReadOutline } from './clickhouse/queries/history-outline.ts';
import { readHistoryStamp } from './clickhouse/queries/history-stamp.ts';
import type { BreakdownDimension } from './dimensions.ts';
import { type Plan, planHash } from './plan.ts';

/**
 * Version of the forecast cache, to be raised whenever the same plan, history and model would give
 * another forecast than before.
 */
const EDITION = 1;

/** The history that forecasts are made from on a day. */
export interface HistoryBasis {
  today: Day;
  /** In which days are counted. */
  timeZone: string;
  outline: HistoryOutline;
  /** Another one as soon as the history is another one; null where there is none. */
  stamp: string | null;
}

/** All that the forecast of a plan depends on beside the plan. */
export interface ForecastBasis {
  history: HistoryBasis;
  modelVersion: string;
}

export interface HistoryBasisOptions {
  clickhouse: ClickHouseClient;
  readOutline: ReadOutline;
  clock: Clock;
  timeZone: string;
}

/**
 * Reads what a forecast made now rests on: today, the history's outline, and its stamp, another one
 * once the data changed.
 */
export async function readHistoryBasis(options: HistoryBasisOptions): Promise<HistoryBasis> {
  const { clickhouse, readOutline, clock, timeZone } = options;
  const today = dayIn(timeZone, clock());
  const outline = await readOutline(today);
  const stamp = outline.data && (await readHistoryStamp(clickhouse, outline.data));
  return { today, timeZone, outline, stamp };
}

/**
 * Key of the forecast cache: SHA-256, in hex, of a plan and all that its forecast depends on. The
 * same key means the same forecast. Undefined where there is no history to make one from.
 */
export function forecastKey(
  { plan, breakdownBy = null }: { plan: Plan; breakdownBy?: BreakdownDimension | null },
  { history, modelVersion }: ForecastBasis,
): string | undefined {
  if (history.stamp === null) return undefined;
  const { today, timeZone, outline, stamp } = history;
  const made = [EDITION, modelVersion, today, timeZone, outline, stamp];
  const parts = [planHash(plan), breakdownBy, ...made];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
