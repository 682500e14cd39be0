import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow } from '../run.ts';

/** Where the history's requests come from: a generator, somewhere else, or both. */
export type DataOrigin = 'generated' | 'observed' | 'mixed';

const row = z.object({ generated: z.number(), imported: z.number() });

/** What an interrupted generation has left is generated too, though its record reaches nowhere. */
const QUERY = `
  SELECT
    (SELECT count() FROM generated_history) AS generated,
    (SELECT count() FROM import WHERE imported > 0) AS imported`;

/** Tells real data from generated demonstration data, so that nobody takes one for the other. */
export async function readDataOrigin(
  client: ClickHouseClient,
  signal?: AbortSignal,
): Promise<DataOrigin> {
  const { generated, imported } = await queryRow(client, { query: QUERY, row, signal });
  if (generated === 0) return 'observed';
  return imported > 0 ? 'mixed' : 'generated';
}
