import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { ARRAY_COLUMNS, DIMENSIONS, type Dimension } from '../../dimensions.ts';
import { queryRows } from '../run.ts';

const row = z.object({ dimension: z.enum(DIMENSIONS) });

/** The condition that a row says something of a dimension. */
function isKnown(dimension: Dimension): string {
  if (dimension === 'age') return 'age != 0';
  if (dimension === 'dayparts') return 'hour >= 0';
  if (dimension === 'geo') {
    return `country != 'unknown' OR region != 'unknown' OR city != 'unknown'`;
  }
  if ((ARRAY_COLUMNS as readonly string[]).includes(dimension)) return `notEmpty(${dimension})`;
  return `${dimension} != 'unknown'`;
}

// Each part stops at its first known value, so only dimensions the data lack are read to the end.
const QUERY = DIMENSIONS.map(
  (dimension) =>
    `(SELECT '${dimension}' AS dimension FROM request WHERE ${isKnown(dimension)} LIMIT 1)`,
).join(' UNION ALL ');

/** The dimensions the history carries, in the plan's key order. */
export async function readPresentDimensions(
  client: ClickHouseClient,
  signal?: AbortSignal,
): Promise<Dimension[]> {
  const rows = await queryRows(client, { query: QUERY, row, signal });
  const present = new Set(rows.map(({ dimension }) => dimension));
  return DIMENSIONS.filter((dimension) => present.has(dimension));
}
