import type { ClickHouseClient } from '@clickhouse/client';

import { addDays, type Day } from '../calendar.ts';
import { type GenerateDaysOptions, generateDays } from './generate-days.ts';
import { readGeneratedHistory, recordGeneratedHistory } from './generated-history.ts';

export interface TopUpOptions extends Pick<GenerateDaysOptions, 'onProgress' | 'signal'> {
  client: ClickHouseClient;
  today: Day;
}

/**
 * Continues a generated history up to yesterday, as its recipe would have made it at once.
 * Does nothing where no history was generated. Returns the rows added.
 */
export async function topUpHistory({
  client,
  today,
  onProgress,
  signal,
}: TopUpOptions): Promise<number> {
  const generated = await readGeneratedHistory(client, signal);
  const yesterday = addDays(today, -1);
  if (!generated || generated.span.last >= yesterday) return 0;
  // It is being emptied, to make room for another.
  if (generated.rowsPerDay === 0) return 0;
  const { span, ...recipe } = generated;
  const missing = { first: addDays(span.last, 1), last: yesterday };
  const rows = await generateDays(client, { ...recipe, span: missing, onProgress, signal });
  await recordGeneratedHistory(client, {
    ...recipe,
    span: { first: span.first, last: yesterday },
  });
  return rows;
}
