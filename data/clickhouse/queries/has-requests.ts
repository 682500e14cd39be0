import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRows } from '../run.ts';

const row = z.object({ one: z.literal(1) });

/** Whether the history holds anything at all, of today too. */
export async function hasRequests(
  client: ClickHouseClient,
  signal?: AbortSignal,
): Promise<boolean> {
  const query = 'SELECT 1 AS one FROM request LIMIT 1';
  return (await queryRows(client, { query, row, signal })).length > 0;
}
