import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow } from '../run.ts';

const row = z.object({
  rows: z.number(),
  /** Of the history and the tables that it feeds. */
  parts: z.number(),
  bytes: z.number(),
  /** Null where there is no history. */
  lastDay: z.iso.date().nullable(),
  requests: z.number(),
  cubeRequests: z.number(),
  /** When rows are dropped; null: never. */
  ttl: z.string().nullable(),
});
export type HistoryFacts = z.infer<typeof row>;

const FACTS = `
  WITH (SELECT (count(), if(count() = 0, NULL, max(date)), sum(count)) FROM request) AS held
  SELECT toFloat64(held.1) AS rows, held.2 AS lastDay, toFloat64(held.3) AS requests,
    (SELECT toFloat64(sum(count)) FROM request_cube) AS cubeRequests,
    (SELECT toFloat64(count()) FROM system.parts
     WHERE active AND database = currentDatabase()) AS parts,
    (SELECT toFloat64(sum(bytes_on_disk)) FROM system.parts
     WHERE active AND database = currentDatabase()) AS bytes,
    (SELECT nullIf(extract(engine_full, ' TTL (.+?)(?: SETTINGS|$)'), '') FROM system.tables
     WHERE database = currentDatabase() AND name = 'request') AS ttl`;

/** How large and how recent the history is; `requests` and `cubeRequests` are equal in a sound one. */
export function readHistoryFacts(client: ClickHouseClient): Promise<HistoryFacts> {
  return queryRow(client, { query: FACTS, row });
}
