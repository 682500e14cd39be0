import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { ARRAY_COLUMNS, type ListDimension } from '../../dimensions.ts';
import { parsePlace } from '../place.ts';
import { queryRow } from '../run.ts';
import { targetingConditions } from '../targeting.ts';

type PlaceTuple = [country: string, region: string, city: string];

const columns = z.record(
  z.string(),
  z.array(z.union([z.string(), z.tuple([z.string(), z.string(), z.string()])])),
);

export interface HeldValuesOptions {
  /** Values to look for, in the plan's spelling. */
  asked: ReadonlyMap<ListDimension, readonly string[]>;
  signal?: AbortSignal | undefined;
}

/** Those of the values asked for that at least one request carries, in one scan. */
export async function readHeldValues(
  client: ClickHouseClient,
  { asked, signal }: HeldValuesOptions,
): Promise<Map<ListDimension, Set<string>>> {
  if (asked.size === 0) return new Map();
  const targeting = Object.fromEntries(
    [...asked].map(([dimension, values]) => [dimension, { include: [...values] }]),
  );
  const { conditions, params } = targetingConditions(targeting);
  const lists = [...asked.keys()].map(
    (dimension) => `${distinct(dimension, conditions.get(dimension) ?? '0')} AS held_${dimension}`,
  );
  const query = `SELECT ${lists.join(', ')} FROM request`;
  const found = await queryRow(client, { query, params, row: columns, signal });
  return new Map(
    [...asked].map(([dimension, values]) => {
      const held = found[`held_${dimension}`] ?? [];
      return [dimension, new Set(values.filter((value) => isHeld(dimension, value, held)))];
    }),
  );
}

function distinct(dimension: ListDimension, condition: string): string {
  if (dimension === 'geo') {
    const place = '(toString(country), toString(region), toString(city))';
    return `groupUniqArrayIf(${place}, ${condition})`;
  }
  const isArray = (ARRAY_COLUMNS as readonly string[]).includes(dimension);
  return `groupUniqArray${isArray ? 'Array' : ''}If(${dimension}, ${condition})`;
}

function isHeld(dimension: ListDimension, value: string, held: readonly (string | PlaceTuple)[]) {
  if (dimension !== 'geo') return held.includes(value);
  const place = parsePlace(value);
  return held.some((tuple) => {
    const [country, region, city] = tuple as PlaceTuple;
    if (place.grain === 'country') return country === place.country;
    if (place.grain === 'region') return region === place.region;
    return city === place.city && place.parent === (place.within === 'country' ? country : region);
  });
}
