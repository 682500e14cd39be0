import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { DIMENSIONS, type Dimension, UNKNOWN } from '../../dimensions.ts';
import { queryRows } from '../run.ts';

const row = z.object({ dimension: z.enum(DIMENSIONS) });

/** The dimensions of which the history says something, in the plan's key order. */
export async function readPresentDimensions(
  client: ClickHouseClient,
  signal?: AbortSignal,
): Promise<Dimension[]> {
  const query = 'SELECT DISTINCT dimension FROM dimension_value WHERE value != {unknown:String}';
  const params = { unknown: UNKNOWN };
  const rows = await queryRows(client, { query, params, row, signal });
  const present = new Set(rows.map(({ dimension }) => dimension));
  return DIMENSIONS.filter((dimension) => present.has(dimension));
}
