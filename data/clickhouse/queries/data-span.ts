import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import type { Day } from '../../calendar.ts';
import type { DaySpan } from '../../history.ts';
import { queryRow } from '../run.ts';

/** What the history covers. */
export interface DataSpan extends DaySpan {
  /** Whether any row carries a user. */
  hasUsers: boolean;
  /** Whether any row takes requests back. */
  hasTakenBack: boolean;
}

export interface DataSpanOptions {
  /** Its requests are still coming in, and the span ends before it, unless its rows are of a day. */
  today: Day;
  signal?: AbortSignal | undefined;
}

const row = z.object({
  first: z.iso.date(),
  last: z.iso.date(),
  isEmpty: z.number().transform(Boolean),
  hasUsers: z.number().transform(Boolean),
  hasTakenBack: z.number().transform(Boolean),
});

/** Rows that tell no hour were made from a day that was over. */
const TODAY_GOES_ON = `
  SELECT count() FROM (SELECT 1 FROM request WHERE date = {today:Date} AND hour >= 0 LIMIT 1)`;

const QUERY = `
  SELECT
    min(date) AS first, max(date) AS last, count() = 0 AS isEmpty,
    (SELECT count() FROM (SELECT 1 FROM request WHERE user != 0 LIMIT 1)) AS hasUsers,
    (SELECT count() FROM (SELECT 1 FROM request WHERE count < 0 LIMIT 1)) AS hasTakenBack
  FROM request_cube
  WHERE date < {today:Date} OR (date = {today:Date} AND (${TODAY_GOES_ON}) = 0)`;

/** Reads the first and last complete day of the history; null where there is none. */
export async function readDataSpan(
  client: ClickHouseClient,
  { today, signal }: DataSpanOptions,
): Promise<DataSpan | null> {
  const params = { today };
  const { isEmpty, ...span } = await queryRow(client, { query: QUERY, params, row, signal });
  return isEmpty ? null : span;
}
