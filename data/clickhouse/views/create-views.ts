import { createHash } from 'node:crypto';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { type ClusterName, onCluster } from '../cluster.ts';
import { queryRows, runStatement } from '../run.ts';
import { OLAP_VIEWS } from './catalogue.ts';
import { sqlText } from './sql-text.ts';

/**
 * Creates or replaces the SQL views whose text has changed since the version before: their comment
 * holds its SHA-256. Not for two at once. Returns the names of those made.
 */
export async function createViews(
  client: ClickHouseClient,
  { cluster }: { cluster?: ClusterName } = {},
): Promise<string[]> {
  const held = await heldVersions(client);
  const made: string[] = [];
  for (const { name, query } of OLAP_VIEWS) {
    if (query === undefined || held.get(name) === versionOf(query)) continue;
    const statement = `CREATE OR REPLACE VIEW ${name} AS ${query}\nCOMMENT ${sqlText(versionOf(query))}`;
    for (const text of onCluster(statement, cluster)) await runStatement(client, { query: text });
    made.push(name);
  }
  return made;
}

function versionOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}

async function heldVersions(client: ClickHouseClient): Promise<Map<string, string>> {
  const rows = await queryRows(client, {
    query: 'SELECT name, comment FROM system.tables WHERE database = currentDatabase()',
    row: z.object({ name: z.string(), comment: z.string() }),
  });
  return new Map(rows.map(({ name, comment }) => [name, comment]));
}
