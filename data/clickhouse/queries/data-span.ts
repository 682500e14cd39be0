import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import type { DaySpan } from '../../history.ts';
import { queryRow } from '../run.ts';

/** What the history covers. */
export interface DataSpan extends DaySpan {
  rows: number;
  /** Requests behind the rows. */
  requests: number;
  /** Whether any row carries a user. */
  hasUsers: boolean;
}

const row = z.object({
  first: z.iso.date(),
  last: z.iso.date(),
  rows: z.number(),
  requests: z.number(),
  hasUsers: z.number().transform(Boolean),
});

const QUERY = `
  SELECT
    min(date) AS first, max(date) AS last, count() AS rows, sum(count) AS requests,
    (SELECT count() FROM (SELECT 1 FROM request WHERE user != 0 LIMIT 1)) AS hasUsers
  FROM request`;

/** What the history covers; null where it is empty. */
export async function readDataSpan(
  client: ClickHouseClient,
  signal?: AbortSignal,
): Promise<DataSpan | null> {
  const span = await queryRow(client, { query: QUERY, row, signal });
  return span.rows > 0 ? span : null;
}
