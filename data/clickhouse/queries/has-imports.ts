import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow } from '../run.ts';

const row = z.object({ files: z.number() });

/** Whether any request of the history was imported from a file, or came in live. */
export async function hasImports(client: ClickHouseClient, signal?: AbortSignal): Promise<boolean> {
  const query = 'SELECT count() AS files FROM import WHERE imported > 0';
  return (await queryRow(client, { query, row, signal })).files > 0;
}
