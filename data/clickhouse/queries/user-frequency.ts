import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import type { UserFrequency } from '../../history.ts';
import { queryRows } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

const row = z.object({ timesSeen: z.number().int().positive(), users: z.number() });

/** How many users the targeting saw how often in the window. */
export async function readUserFrequency(
  client: ClickHouseClient,
  { targeting, span, signal }: TargetingWindow,
): Promise<UserFrequency> {
  const matching = targetingConditions(targeting);
  const query = `
    SELECT timesSeen, count() AS users
    FROM (
      SELECT sum(count) AS timesSeen
      FROM request
      WHERE ${IN_WINDOW} AND user != 0 AND ${matchesAll(matching)}
      GROUP BY user
    )
    WHERE timesSeen > 0
    GROUP BY timesSeen
    ORDER BY timesSeen`;
  const params = { ...matching.params, ...span };
  const histogram = await queryRows(client, { query, params, row, signal });
  const users = histogram.reduce((sum, entry) => sum + entry.users, 0);
  return { window: span, users, histogram };
}
