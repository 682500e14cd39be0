import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import type { DaySpan } from '../../history.ts';
import { REQUEST_CUBE } from '../cube.ts';
import { queryRow } from '../run.ts';
import { IN_WINDOW } from './window.ts';

const row = z.object({ requests: z.number() });

const QUERY = `SELECT sum(count) AS requests FROM ${REQUEST_CUBE.table} WHERE ${IN_WINDOW}`;

/** How many requests the span holds. */
export async function readRequestCount(
  client: ClickHouseClient,
  { span: { first, last }, signal }: { span: DaySpan; signal?: AbortSignal | undefined },
): Promise<number> {
  const params = { first, last };
  const { requests } = await queryRow(client, { query: QUERY, params, row, signal });
  return requests;
}
