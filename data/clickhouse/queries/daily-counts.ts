import type { ClickHouseClient } from '@clickhouse/client';

import { matchesAll } from '../targeting.ts';
import { chooseCountsTable } from './counts-source.ts';
import { readDailySeries } from './daily-series.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

/** Impressions a day of the targeting, one number a day of the span. */
export function readDailyCounts(
  client: ClickHouseClient,
  { targeting, span, signal }: TargetingWindow,
): Promise<Float64Array> {
  const source = chooseCountsTable(targeting);
  const query = `
    SELECT date - {first:Date} AS day, sum(count) AS value
    FROM ${source.table}
    WHERE ${IN_WINDOW} AND ${matchesAll(source)}
    GROUP BY date`;
  return readDailySeries(client, { query, params: source.params, span, signal });
}
