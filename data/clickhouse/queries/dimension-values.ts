import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { ARRAY_COLUMNS, type ListDimension } from '../../dimensions.ts';
import { queryRows } from '../run.ts';

export interface DimensionValue {
  /** In the plan's spelling. */
  value: string;
  /** Requests that carry it. */
  count: number;
}

export interface DimensionValuesOptions {
  dimension: ListDimension | 'gender';
  /** At most so many, the most frequent first. */
  limit: number;
  signal?: AbortSignal | undefined;
}

const row = z.object({ value: z.string(), count: z.number() });

/** A city is named with its region where its country has several of that name. */
const PLACES = `
  SELECT arrayJoin(arrayFilter(place -> place != '', [
      if(country = 'unknown', '', country),
      if(region = 'unknown', '', region),
      if(city = 'unknown', '', concat(if(namesakes > 1 AND region != 'unknown', region, country), '/', city))
    ])) AS value, sum(requests) AS count
  FROM (
    SELECT
      toString(country) AS country, toString(region) AS region, toString(city) AS city,
      sum(count) AS requests, count() OVER (PARTITION BY country, city) AS namesakes
    FROM request GROUP BY country, region, city
  )`;

function valuesQuery(dimension: DimensionValuesOptions['dimension']): string {
  if (dimension === 'geo') return PLACES;
  const isArray = (ARRAY_COLUMNS as readonly string[]).includes(dimension);
  const value = isArray ? `arrayJoin(${dimension})` : dimension;
  return `SELECT ${value} AS value, sum(count) AS count FROM request`;
}

/** The values of a dimension, most frequent first; `unknown` is not among them. */
export function readDimensionValues(
  client: ClickHouseClient,
  { dimension, limit, signal }: DimensionValuesOptions,
): Promise<DimensionValue[]> {
  const query = `
    SELECT value, count FROM (${valuesQuery(dimension)} GROUP BY value)
    WHERE value != 'unknown'
    ORDER BY count DESC, value
    LIMIT {limit:UInt32}`;
  return queryRows(client, { query, params: { limit }, row, signal });
}
