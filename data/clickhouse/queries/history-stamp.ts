import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import type { Day } from '../../calendar.ts';
import { queryRow } from '../run.ts';

const row = z.object({ rows: z.number(), generatedUs: z.number(), importedS: z.number() });

/** Rows are only ever added, or dropped with their day; a history in place of another has other dates. */
const QUERY = `
  SELECT
    count() AS rows,
    (SELECT toUnixTimestamp64Micro(max(at)) FROM generated_history) AS generatedUs,
    (SELECT toUnixTimestamp(max(at)) FROM import) AS importedS
  FROM request
  WHERE date <= {last:Date}`;

/**
 * A text that is another one as soon as the history up to `last` is another one. Counting is cheap:
 * of months that are over, the number of rows is kept.
 */
export async function readHistoryStamp(
  client: ClickHouseClient,
  { last, signal }: { last: Day; signal?: AbortSignal | undefined },
): Promise<string> {
  const stamp = await queryRow(client, { query: QUERY, params: { last }, row, signal });
  return `${stamp.rows}/${stamp.generatedUs}/${stamp.importedS}`;
}
