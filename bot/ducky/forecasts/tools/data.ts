import { daysBetween } from '../../../../data/calendar.ts';
import { readDailyCounts } from '../../../../data/clickhouse/queries/daily-counts.ts';
import { readHistoryOutline } from '../../../../data/clickhouse/queries/history-outline.ts';
import { dimensionInText } from '../../../words/dimensions.ts';
import type { Fact } from '../fact.ts';
import type { ToolContext } from './context.ts';
import { spanInWords } from './when.ts';

/**
 * Reads the span, the requests, the origin and the dimensions of the history today; undefined where
 * it has no whole day.
 */
export async function findData(
  { clickhouse, today }: ToolContext,
  signal?: AbortSignal,
): Promise<Fact<'data'> | undefined> {
  const {
    data: span,
    dimensions,
    origin,
  } = await readHistoryOutline(clickhouse, { today, signal });
  if (!span) return undefined;
  const { first, last } = span;
  const counts = await readDailyCounts(clickhouse, {
    targeting: {},
    span: { first, last },
    signal,
  });
  const data = {
    first,
    last,
    requests: counts.reduce((sum, count) => sum + count, 0),
    daysOld: daysBetween(last, today),
    origin,
    dimensions: dimensions.map(dimensionInText),
  };
  return { tool: 'data', source: `history ${spanInWords(span)}`, data };
}
