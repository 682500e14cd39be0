import { z } from 'zod';

import { daysBetween } from '../../calendar.ts';
import type { DaySpan } from '../../history.ts';
import { type HistorySource, queryRows, type Statement } from '../run.ts';

const row = z.object({ day: z.number().int(), value: z.number() });

/**
 * Runs a query for a time series: its columns are `day`, counted from the span's first, and
 * `value`. Returns one number a day of the span, 0 where it gives none. `first` and `last` are
 * bound.
 */
export async function readDailySeries(
  client: HistorySource,
  { query, params, span, signal }: Statement & { span: DaySpan },
): Promise<Float64Array> {
  const rows = await queryRows(client, { query, params: { ...params, ...span }, row, signal });
  const series = new Float64Array(daysBetween(span.first, span.last) + 1);
  for (const { day, value } of rows) series[day] = value;
  return series;
}
