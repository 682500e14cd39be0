import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { daysBetween } from '../../calendar.ts';
import { queryRows } from '../run.ts';
import { matchesAll } from '../targeting.ts';
import { countsSource } from './counts-source.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

const row = z.object({ day: z.number().int(), requests: z.number() });

/** Impressions a day of the targeting, one number a day of the span. */
export async function readDailyCounts(
  client: ClickHouseClient,
  { targeting, span, signal }: TargetingWindow,
): Promise<Float64Array> {
  const source = countsSource(targeting);
  const query = `
    SELECT date - {first:Date} AS day, sum(count) AS requests
    FROM ${source.table}
    WHERE ${IN_WINDOW} AND ${matchesAll(source)}
    GROUP BY date`;
  const params = { ...source.params, ...span };
  const counts = new Float64Array(daysBetween(span.first, span.last) + 1);
  for (const { day, requests } of await queryRows(client, { query, params, row, signal })) {
    counts[day] = requests;
  }
  return counts;
}
