import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { onCluster } from './cluster.ts';
import { queryRow, runStatement } from './run.ts';

const row = z.object({ cluster: z.string() });

/** A distributed table names its cluster first; a server of its own has none. */
const CLUSTER = `
  SELECT anyIf(extract(engine_full, '^Distributed\\\\(\\'?(\\\\w+)'), engine = 'Distributed') AS cluster
  FROM system.tables WHERE database = currentDatabase() AND name = 'request'`;

/** Truncates tables of the schema, deleting all their rows on every server that holds some. */
export async function emptyTables(
  client: ClickHouseClient,
  tables: readonly string[],
): Promise<void> {
  const { cluster } = await queryRow(client, { query: CLUSTER, row });
  const statements = tables.map((table) => `TRUNCATE TABLE ${table}`);
  for (const query of statements.flatMap((text) => onCluster(text, cluster || undefined))) {
    await runStatement(client, { query });
  }
}
