import type { ClickHouseClient } from '@clickhouse/client';
import type { Logger } from 'pino';
import QuickLRU from 'quick-lru';

import { addDays } from '../../../data/calendar.ts';
import { readImpressionRate } from '../../../data/clickhouse/queries/impression-rate.ts';
import { type Forecast, type ForecastResult, isRefusal } from '../../../data/forecast.ts';
import { planHash } from '../../../data/plan.ts';
import { withTimeout } from '../../../data/with-timeout.ts';
import { logOncePerOutage } from './log-once-per-outage.ts';
import type { ImpressionRate } from './prediction.ts';

const WINDOW_DAYS = 28;
/** Outcomes come in late, so a rate is read again after a while. */
const RATE_AGE_MS = 60_000;
const HELD_RATES = 10_000;

export interface ImpressionRatesOptions {
  clickhouse: ClickHouseClient;
  log: Logger;
}

/** Reads how likely a request that matches a forecast's plan becomes an impression. */
export type ReadImpressionRate = (
  result: ForecastResult,
  timeoutMs: number,
) => Promise<ImpressionRate>;

/**
 * Opens the reading of impression rates over the last four weeks, each cached for a minute;
 * `unread` where the history is away or too slow.
 */
export function openImpressionRates({
  clickhouse,
  log,
}: ImpressionRatesOptions): ReadImpressionRate {
  const orUnread = logOncePerOutage(log, 'cannot read how many requests became impressions');
  const held = new QuickLRU<string, Promise<number | null>>({
    maxSize: HELD_RATES,
    maxAge: RATE_AGE_MS,
  });
  const read = ({ plan, dataThrough: last }: Forecast) => {
    const key = `${planHash(plan)} ${last}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const span = { first: addDays(last, 1 - WINDOW_DAYS), last };
    const rate = readImpressionRate(clickhouse, { targeting: plan.targeting, span });
    held.set(key, rate);
    rate.catch(() => held.delete(key));
    return rate;
  };
  return async (result, timeoutMs) => {
    if (isRefusal(result)) return null;
    const rate = await orUnread(() => withTimeout(timeoutMs, () => read(result)));
    return rate === undefined ? 'unread' : rate;
  };
}
