import { z } from 'zod';

import {
  type ARRAY_COLUMNS,
  type BreakdownDimension,
  GEO_COLUMNS,
  UNKNOWN,
} from '../../dimensions.ts';
import { CUBES, type Cube } from '../cube.ts';
import { QueryParameters } from '../parameters.ts';
import { type HistorySource, queryRows } from '../run.ts';
import { matchesAll } from '../targeting.ts';
import { isArrayDimension, setColumn, valuesOfSet } from '../value-set.ts';
import { chooseCountsTable } from './counts-source.ts';
import type { DimensionValue } from './dimension-values.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

/** Also what a request may have several values of. */
type SplitDimension = BreakdownDimension | (typeof ARRAY_COLUMNS)[number];

export interface Breakdown {
  /** The values of the most requests, most first; cities with their region, else their country. */
  values: DimensionValue[];
  /** Requests by all other values together. */
  rest: number;
}

export interface BreakdownOptions extends TargetingWindow {
  dimension: SplitDimension;
  /** At most so many values by name. */
  top: number;
}

const row = z.object({ value: z.string(), count: z.number(), total: z.number() });

/**
 * Counts the targeting's requests in the span by the values of one dimension, `unknown` among them.
 * A request of several values, of `category` or `segment`, counts once for each.
 */
export async function readBreakdown(
  client: HistorySource,
  { targeting, span, dimension, top, signal }: BreakdownOptions,
): Promise<Breakdown> {
  const cubes = CUBES.filter((cube) => canBreakDown(cube, dimension));
  const source = chooseCountsTable(targeting, new QueryParameters(), cubes);
  const columns = columnsOf(dimension).join(', ');
  const query = `
    SELECT value, requests AS count, sum(requests) OVER () AS total
    FROM (
      SELECT ${valueExpression(dimension)} AS value, sum(held) AS requests
      FROM (
        SELECT ${columns}, sum(count) AS held
        FROM ${source.table}
        WHERE ${IN_WINDOW} AND ${matchesAll(source)}
        GROUP BY ${columns}
      )
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

function canBreakDown({ dimensions, places }: Cube, dimension: SplitDimension): boolean {
  if (dimension === 'country') return dimensions.has('geo');
  return isPlace(dimension) ? places === 'city' : dimensions.has(dimension);
}

function isPlace(dimension: SplitDimension): dimension is (typeof GEO_COLUMNS)[number] {
  return (GEO_COLUMNS as readonly string[]).includes(dimension);
}

/** What the value is put together from. Adding up by it first leaves few rows to spell out. */
function columnsOf(dimension: SplitDimension): readonly string[] {
  if (dimension === 'age') return ['ageBand'];
  if (dimension === 'city') return GEO_COLUMNS;
  return [isArrayDimension(dimension) ? setColumn(dimension) : dimension];
}

/** The value in the plan's spelling, as an expression on those columns. */
function valueExpression(dimension: SplitDimension): string {
  if (dimension === 'city') {
    const parent = `if(region = '${UNKNOWN}', country, region)`;
    return `if(city = '${UNKNOWN}', city, concat(${parent}, '/', city))`;
  }
  const [column = dimension] = columnsOf(dimension);
  return isArrayDimension(dimension) ? `arrayJoin(${valuesOfSet(column)})` : column;
}
