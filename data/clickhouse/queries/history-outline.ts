import type { ClickHouseClient } from '@clickhouse/client';
import { cachedFor } from '../../cached-for.ts';
import type { Clock, Day } from '../../calendar.ts';
import type { Dimension } from '../../dimensions.ts';
import { type DataOrigin, readDataOrigin } from './data-origin.ts';
import { type DataSpan, type DataSpanOptions, readDataSpan } from './data-span.ts';
import { readPresentDimensions } from './present-dimensions.ts';

/** What all forecasts from a history share. */
export interface HistoryOutline {
  /** Null where there is no whole day. */
  data: DataSpan | null;
  /** The dimensions of which the history says something. */
  dimensions: readonly Dimension[];
  origin: DataOrigin;
}

export type ReadOutline = (today: Day) => Promise<HistoryOutline>;

/** Reads the outline of the history as it is now: its days, dimensions and origin. */
export async function readHistoryOutline(
  client: ClickHouseClient,
  { today, signal }: DataSpanOptions,
): Promise<HistoryOutline> {
  const [data, dimensions, origin] = await Promise.all([
    readDataSpan(client, { today, signal }),
    readPresentDimensions(client, signal),
    readDataOrigin(client, signal),
  ]);
  return { data, dimensions, origin };
}

/** Reads the outline each time it is asked for. */
export function currentOutline(client: ClickHouseClient): ReadOutline {
  return (today) => readHistoryOutline(client, { today });
}

/** Caches the outline of a day for `maxAgeMs`; of many forecasts at once, one asks for all. */
export function outlineReader(
  client: ClickHouseClient,
  age: { maxAgeMs: number; clock: Clock },
): ReadOutline {
  let kept: { today: Day; read: () => Promise<HistoryOutline> } | undefined;
  return (today) => {
    if (kept?.today !== today) {
      kept = { today, read: cachedFor(() => readHistoryOutline(client, { today }), age) };
    }
    return kept.read();
  };
}
