import { z } from 'zod';

import { type Dimension, UNKNOWN } from '../../dimensions.ts';
import { type HistorySource, queryRows } from '../run.ts';

export interface DimensionValue {
  /** In the plan's spelling. */
  value: string;
  /** Requests that carry it. */
  count: number;
}

export interface DimensionValuesOptions {
  /** Of `age` the values are its bands, of `dayparts` hours. */
  dimension: Dimension;
  /** At most so many, the most frequent first. */
  limit: number;
  /** Only values that contain this text, case aside; those that begin with it come first. */
  search?: string;
  signal?: AbortSignal | undefined;
}

const row = z.object({ value: z.string(), count: z.number() });

const QUERY = `
  WITH positionCaseInsensitiveUTF8(value, {search:String}) AS position
  SELECT value, count
  FROM dimension_value
  WHERE dimension = {dimension:String} AND value != {unknown:String} AND position > 0
  ORDER BY position = 1 DESC, count DESC, value
  LIMIT {limit:UInt32}`;

/** Lists or searches the values of a dimension, most frequent first, without `unknown`. */
export function readDimensionValues(
  client: HistorySource,
  { dimension, limit, search = '', signal }: DimensionValuesOptions,
): Promise<DimensionValue[]> {
  const params = { dimension, limit, search, unknown: UNKNOWN };
  return queryRows(client, { query: QUERY, params, row, signal });
}
