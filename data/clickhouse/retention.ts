import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { type ClusterName, onCluster, storedTable } from './cluster.ts';
import { HISTORY_TABLES } from './history-tables.ts';
import { queryRows, runStatement } from './run.ts';

type HistoryTable = (typeof HISTORY_TABLES)[number];

/** The day by which a row ages. */
const AGES_BY: Record<HistoryTable, 'date' | 'last'> = {
  request: 'date',
  request_cube: 'date',
  request_slot_cube: 'date',
  request_segment_cube: 'date',
  request_content_cube: 'date',
  request_sample: 'date',
  request_value: 'last',
};

const row = z.object({ engine: z.string() });

const DEFINITION = `
  SELECT engine_full AS engine FROM system.tables
  WHERE database = currentDatabase() AND name = {table:String}`;

export interface RetentionOptions {
  /** Days that a row is kept after its own; undefined keeps everything. */
  days: number | undefined;
  cluster?: ClusterName;
}

/**
 * Lets ClickHouse delete what is older than `days`, in the background and from now on. A table
 * that has that rule already is left alone, for every change rewrites the table.
 */
export async function applyRetention(
  client: ClickHouseClient,
  { days, cluster }: RetentionOptions,
): Promise<void> {
  for (const table of HISTORY_TABLES) {
    const current = await readRetention(client, storedTable(table, cluster));
    if (current === days) continue;
    const rule =
      days === undefined
        ? 'REMOVE TTL'
        : `MODIFY TTL ${AGES_BY[table]} + toIntervalDay({days:UInt16})`;
    for (const query of onCluster(`ALTER TABLE ${table} ${rule}`, cluster)) {
      await runStatement(client, { query, ...(days !== undefined && { params: { days } }) });
    }
  }
}

/** Days that the table's rule keeps its rows; undefined where it has none. */
async function readRetention(client: ClickHouseClient, table: string): Promise<number | undefined> {
  const [found] = await queryRows(client, { query: DEFINITION, params: { table }, row });
  const days = / TTL \w+ \+ toIntervalDay\(\D*(\d+)/.exec(found?.engine ?? '')?.[1];
  return days === undefined ? undefined : Number(days);
}
