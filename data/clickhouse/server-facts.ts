import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow } from './run.ts';

const row = z.object({
  version: z.string(),
  uptimeS: z.number(),
  /** Null where there is none, or we may not know. */
  memoryLimitBytes: z.number().nullable(),
  /** What its clock says, in milliseconds since 1970. */
  clockMs: z.number(),
});
export type ClickHouseFacts = z.infer<typeof row>;

const FACTS = `
  SELECT version() AS version, toFloat64(uptime()) AS uptimeS,
    toUnixTimestamp64Milli(now64(3)) AS clockMs,
    (SELECT nullIf(toFloat64(value), 0) FROM system.server_settings
     WHERE name = 'max_server_memory_usage') AS memoryLimitBytes`;

/** Reads the version, uptime, memory limit and clock of the ClickHouse server. */
export function readClickHouseFacts(client: ClickHouseClient): Promise<ClickHouseFacts> {
  return queryRow(client, { query: FACTS, row });
}
