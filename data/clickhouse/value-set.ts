import { ARRAY_COLUMNS } from '../dimensions.ts';
import type { QueryParameters } from './parameters.ts';

/** A dimension of which a request may have several values. */
export type ArrayDimension = (typeof ARRAY_COLUMNS)[number];

/** The most strings that ClickHouse's multiSearchAny looks for at once. */
const MAX_NEEDLES = 255;

export function isArrayDimension(dimension: string): dimension is ArrayDimension {
  return (ARRAY_COLUMNS as readonly string[]).includes(dimension);
}

/**
 * The SQL condition that a request has any of `values`, for a dimension of which it may have
 * several. The engine works it out once for each set that its dictionaries hold, not for each row.
 */
export function setHoldsAny(
  dimension: ArrayDimension,
  values: readonly string[],
  parameters: QueryParameters,
): string {
  const conditions: string[] = [];
  for (let from = 0; from < values.length; from += MAX_NEEDLES) {
    const bound = parameters.bind('Array(String)', values.slice(from, from + MAX_NEEDLES));
    const needles = `arrayMap(value -> concat(',', encodeURLComponent(value), ','), ${bound})`;
    conditions.push(`multiSearchAny(${setColumn(dimension)}, ${needles})`);
  }
  return `(${conditions.join(' OR ')})`;
}

/** The column that holds the values of a request as one. */
export function setColumn(dimension: ArrayDimension): string {
  return `${dimension}Set`;
}

/** The values that a set spells, as an expression; the value `unknown` where there were none. */
export function valuesOfSet(set: string): string {
  return `arrayMap(value -> decodeURLComponent(value), splitByChar(',', substring(${set}, 2, length(${set}) - 2)))`;
}
