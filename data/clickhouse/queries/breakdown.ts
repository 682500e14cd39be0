import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import {
  ARRAY_COLUMNS,
  type Dimension,
  GEO_COLUMNS,
  type ListDimension,
  UNKNOWN,
} from '../../dimensions.ts';
import { CUBE_DIMENSIONS } from '../cube.ts';
import { queryRows } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { countsSource } from './counts-source.ts';
import type { DimensionValue } from './dimension-values.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

/** What requests can be broken down by: a dimension; of places, one grain; of ages, the bands. */
type BreakdownDimension =
  | Exclude<ListDimension, 'geo'>
  | (typeof GEO_COLUMNS)[number]
  | 'gender'
  | 'age';

export interface Breakdown {
  /** The values of the most requests, most first; cities with their region, else their country. */
  values: DimensionValue[];
  /** Requests by all other values together. */
  rest: number;
}

export interface BreakdownOptions extends TargetingWindow {
  dimension: BreakdownDimension;
  /** At most so many values by name. */
  top: number;
}

const row = z.object({ value: z.string(), count: z.number(), total: z.number() });

/**
 * The targeting's requests in the span by the values of one dimension, `unknown` among them. A
 * request of several values, of `category` or `segment`, counts once for each.
 */
export async function readBreakdown(
  client: ClickHouseClient,
  { targeting, span, dimension, top, signal }: BreakdownOptions,
): Promise<Breakdown> {
  const source = isInCube(dimension)
    ? countsSource(targeting)
    : { table: 'request', ...targetingConditions(targeting) };
  const query = `
    SELECT value, requests AS count, sum(requests) OVER () AS total
    FROM (
      SELECT ${valueExpression(dimension)} AS value, sum(count) AS requests
      FROM ${source.table}
      WHERE ${IN_WINDOW} AND ${matchesAll(source)}
      GROUP BY value
      HAVING requests > 0
    )
    ORDER BY count DESC, value
    LIMIT {top:UInt32}`;
  const params = { ...source.params, ...span, top };
  const rows = await queryRows(client, { query, params, row, signal });
  const values = rows.map(({ value, count }) => ({ value, count }));
  const named = values.reduce((sum, { count }) => sum + count, 0);
  return { values, rest: (rows[0]?.total ?? 0) - named };
}

function isInCube(dimension: BreakdownDimension): boolean {
  const isPlace = (GEO_COLUMNS as readonly string[]).includes(dimension);
  return isPlace || CUBE_DIMENSIONS.has(dimension as Dimension);
}

/** The value in the plan's spelling, as an expression on a row of either table. */
function valueExpression(dimension: BreakdownDimension): string {
  if (dimension === 'age') return 'ageBand';
  if (dimension === 'city') {
    const parent = `if(region = '${UNKNOWN}', country, region)`;
    return `if(city = '${UNKNOWN}', city, concat(${parent}, '/', city))`;
  }
  if (!(ARRAY_COLUMNS as readonly string[]).includes(dimension)) return dimension;
  return `arrayJoin(if(empty(${dimension}), ['${UNKNOWN}'], ${dimension}))`;
}
