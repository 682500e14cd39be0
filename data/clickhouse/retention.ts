import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { type ClusterName, onCluster, storedTable } from './cluster.ts';
import { HISTORY_TABLES } from './history-tables.ts';
import { queryRows, runStatement } from './run.ts';

/** The day by which a row ages. */
const agesBy = (table: string) => (table === 'request_value' ? 'last' : 'date');

const row = z.object({ name: z.string(), engine: z.string() });

const DEFINITIONS = `
  SELECT name, engine_full AS engine FROM system.tables
  WHERE database = currentDatabase() AND has({tables:Array(String)}, name)`;

export interface RetentionOptions {
  /** Days that a row is kept after its own; undefined keeps everything. */
  days: number | undefined;
  cluster?: ClusterName;
}

/**
 * Sets the TTL by which ClickHouse deletes rows older than `days`, in the background and from now
 * on. A table that has that rule already is left alone, for every change rewrites the table.
 */
export async function applyRetention(
  client: ClickHouseClient,
  { days, cluster }: RetentionOptions,
): Promise<void> {
  const current = await readRetention(
    client,
    HISTORY_TABLES.map((table) => storedTable(table, cluster)),
  );
  for (const table of HISTORY_TABLES) {
    if (current.get(storedTable(table, cluster)) === days) continue;
    const rule =
      days === undefined
        ? 'REMOVE TTL'
        : `MODIFY TTL ${agesBy(table)} + toIntervalDay({days:UInt16})`;
    for (const query of onCluster(`ALTER TABLE ${table} ${rule}`, cluster)) {
      await runStatement(client, { query, ...(days !== undefined && { params: { days } }) });
    }
  }
}

/** Days that the rule of each of the tables keeps its rows; those without a rule are left out. */
async function readRetention(
  client: ClickHouseClient,
  tables: readonly string[],
): Promise<Map<string, number>> {
  const rows = await queryRows(client, { query: DEFINITIONS, params: { tables }, row });
  const rules = rows.flatMap(({ name, engine }): [string, number][] => {
    const days = / TTL \w+ \+ toIntervalDay\(\D*(\d+)/.exec(engine)?.[1];
    return days === undefined ? [] : [[name, Number(days)]];
  });
  return new Map(rules);
}
