import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

const row = z.object({ impressions: z.number(), decided: z.number() });

/**
 * The win rate of a targeting: the share of matching requests that became an impression of ours, 0
 * to 1, of those in the window whose outcome is known; null where none is.
 */
export async function readImpressionRate(
  client: ClickHouseClient,
  { targeting, span, signal }: TargetingWindow,
): Promise<number | null> {
  const matching = targetingConditions(targeting);
  const query = `
    SELECT sumIf(count, won = 1) AS impressions, sumIf(count, won >= 0) AS decided
    FROM request
    WHERE ${IN_WINDOW} AND ${matchesAll(matching)}`;
  const params = { ...matching.params, ...span };
  const { impressions, decided } = await queryRow(client, { query, params, row, signal });
  return decided > 0 ? impressions / decided : null;
}
