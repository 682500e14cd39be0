import { daysBetween } from '../../../../data/calendar.ts';
import { readHistoryOutline } from '../../../../data/clickhouse/queries/history-outline.ts';
import { readRequestCount } from '../../../../data/clickhouse/queries/request-count.ts';
import { dimensionInText } from '../../../words/dimensions.ts';
import type { Fact } from '../fact.ts';
import type { ToolContext } from './context.ts';
import { spanInWords } from './when.ts';

/** What the history holds today; undefined where it has no whole day. */
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
  const data = {
    first,
    last,
    requests: await readRequestCount(clickhouse, { span, signal }),
    daysOld: daysBetween(last, today),
    origin,
    dimensions: dimensions.map(dimensionInText),
  };
  return { tool: 'data', source: `history ${spanInWords(span)}`, data };
}
