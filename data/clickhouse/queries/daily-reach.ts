import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { daysBetween } from '../../calendar.ts';
import { queryRows } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

const row = z.object({ day: z.number().int(), users: z.number() });

/** Distinct users a day of the targeting, one number a day of the span. */
export async function readDailyReach(
  client: ClickHouseClient,
  { targeting, span, signal }: TargetingWindow,
): Promise<Float64Array> {
  const matching = targetingConditions(targeting);
  const query = `
    SELECT date - {first:Date} AS day, uniqExact(user) AS users
    FROM request
    WHERE ${IN_WINDOW} AND user != 0 AND ${matchesAll(matching)}
    GROUP BY date`;
  const params = { ...matching.params, ...span };
  const reach = new Float64Array(daysBetween(span.first, span.last) + 1);
  for (const { day, users } of await queryRows(client, { query, params, row, signal })) {
    reach[day] = users;
  }
  return reach;
}
