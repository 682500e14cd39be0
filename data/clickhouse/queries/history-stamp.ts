import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import type { Day } from '../../calendar.ts';
import { AUDIENCE_CUBE } from '../cube.ts';
import { queryRow } from '../run.ts';

const row = z.object({
  rows: z.number(),
  sampled: z.number(),
  coarse: z.number(),
  counted: z.number(),
  generatedUs: z.number(),
  importedS: z.number(),
});

/**
 * Rows are only ever added, or dropped with their day; a history in place of another has other dates.
 * What the requests feed, the samples and the cubes, has new rows up to a second later than they do.
 */
const QUERY = `
  SELECT
    count() AS rows,
    (SELECT count() FROM request_sample WHERE date <= {last:Date}) AS sampled,
    (SELECT count() FROM request_coarse_sample WHERE date <= {last:Date}) AS coarse,
    (SELECT sum(count) FROM ${AUDIENCE_CUBE.table} WHERE date <= {last:Date}) AS counted,
    (SELECT toUnixTimestamp64Micro(max(at)) FROM generated_history) AS generatedUs,
    (SELECT toUnixTimestamp(max(at)) FROM import) AS importedS
  FROM request
  WHERE date <= {last:Date}`;

/**
 * The version of the history up to `last`, which invalidates cached results: another text as soon
 * as the history is another one, and once more when all of it is in its place. Counting rows is
 * cheap: of months that are over, their number is kept.
 */
export async function readHistoryStamp(
  client: ClickHouseClient,
  { last, signal }: { last: Day; signal?: AbortSignal | undefined },
): Promise<string> {
  const stamp = await queryRow(client, { query: QUERY, params: { last }, row, signal });
  const { rows, sampled, coarse, counted, generatedUs, importedS } = stamp;
  return [rows, sampled, coarse, counted, generatedUs, importedS].join('/');
}
