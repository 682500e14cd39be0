import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow } from '../run.ts';

const row = z.object({ sinceMs: z.number() });

/** A history that is continued keeps its recipe; one in its place has another. */
const QUERY = `
  SELECT toUnixTimestamp64Milli(min(at)) AS sinceMs FROM generated_history
  WHERE (seed, profile, rowsPerDay) IN (
    SELECT seed, profile, rowsPerDay FROM generated_history ORDER BY at DESC LIMIT 1)`;

/** When the generated history of now was begun; null where nothing was generated. */
export async function readGeneratedSince(
  client: ClickHouseClient,
  signal?: AbortSignal,
): Promise<Date | null> {
  const { sinceMs } = await queryRow(client, { query: QUERY, row, signal });
  return sinceMs > 0 ? new Date(sinceMs) : null;
}
