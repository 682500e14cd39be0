import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { CUBES } from '../cube.ts';
import { queryRow } from '../run.ts';

const row = z.object({
  rows: z.number(),
  /** Of the history and the tables that it feeds. */
  parts: z.number(),
  bytes: z.number(),
  /** Null where there is no history. */
  lastDay: z.iso.date().nullable(),
  /** Of the days that are kept. */
  requests: z.number(),
  /** The cubes that hold another number of requests; none in a sound history. */
  wrongCubes: z.array(z.string()),
  /** When rows are dropped; null: never. */
  ttl: z.string().nullable(),
});
export type HistoryFacts = z.infer<typeof row>;

// Each table drops expired rows in its own time, so only days that all of them keep are compared.
const FACTS = `
  WITH
    (SELECT extract(engine_full, ' TTL (.+?)(?: SETTINGS|$)') FROM system.tables
     WHERE database = currentDatabase() AND name = 'request') AS rule,
    toUInt16OrZero(extract(rule, 'toIntervalDay\\\\(\\\\D*(\\\\d+)')) AS keptDays,
    if(keptDays = 0, toDate(0), today() - keptDays + 1) AS since,
    (SELECT (count(), if(count() = 0, NULL, max(date)), sumIf(count, date >= since)) FROM request) AS held
  SELECT toFloat64(held.1) AS rows, held.2 AS lastDay, toFloat64(held.3) AS requests,
    arrayFilter(name -> name != '', [
      ${CUBES.map(({ table }) => `if((SELECT sum(count) FROM ${table} WHERE date >= since) = held.3, '', '${table}')`).join(',\n      ')}
    ]) AS wrongCubes,
    (SELECT toFloat64(count()) FROM system.parts
     WHERE active AND database = currentDatabase()) AS parts,
    (SELECT toFloat64(sum(bytes_on_disk)) FROM system.parts
     WHERE active AND database = currentDatabase()) AS bytes,
    nullIf(rule, '') AS ttl`;

/** Reads the health of the history for `ducky doctor`: how large, recent and sound it is. */
export function readHistoryFacts(client: ClickHouseClient): Promise<HistoryFacts> {
  return queryRow(client, { query: FACTS, row });
}
