import { ARRAY_COLUMNS, LIST_DIMENSIONS, type ListDimension, UNKNOWN } from '../../dimensions.ts';
import { CUBE_DIMENSIONS } from '../cube.ts';
import { sqlText } from './sql-text.ts';

/*
 * The conditions of `targeting.ts` once more, on the lists that `WITH_DECODED_TARGET` defines.
 * A test holds the two equal.
 */

type Part = 'include' | 'exclude';

/** The columns of each grain of place, and the list they are looked up in. */
const GRAINS = [
  ['country', 'countries'],
  ['region', 'regions'],
  ['(country, city)', 'citiesOfCountries'],
  ['(region, city)', 'citiesOfRegions'],
] as const;

/** The condition that a row of `request_cube` matches; only where `cubeSuffices`. */
export const CUBE_MATCHES = allOf([
  within('ageBand', 'ageBands'),
  within('gender', 'genders'),
  ...LIST_DIMENSIONS.filter((name) => CUBE_DIMENSIONS.has(name)).map(listCondition),
]);

/** The condition that a row of `request` or `request_sample` matches. */
export const REQUEST_MATCHES = allOf([
  within('age', 'ages'),
  within('gender', 'genders'),
  ...LIST_DIMENSIONS.map(listCondition),
  '(empty(hours) OR (hour >= 0 AND toDayOfWeek(date) * 24 + hour IN (hours)))',
]);

function allOf(conditions: readonly string[]): string {
  return conditions.join('\n    AND ');
}

function within(column: string, list: string): string {
  return `(empty(${list}) OR ${column} IN (${list}))`;
}

function listCondition(dimension: ListDimension): string {
  const included = `(empty(${dimension}_include) OR ${matches(dimension, 'include')})`;
  const excluded = `(empty(${dimension}_exclude) OR NOT ${matches(dimension, 'exclude')})`;
  return `${included} AND ${excluded}`;
}

function matches(dimension: ListDimension, part: Part): string {
  if (dimension === 'geo') return placeMatches(part);
  const values = `${dimension}_${part}`;
  const isArray = (ARRAY_COLUMNS as readonly string[]).includes(dimension);
  return isArray
    ? `(hasAny(${dimension}, ${values}) OR (has(${values}, ${sqlText(UNKNOWN)}) AND empty(${dimension})))`
    : `(${dimension} IN (${values}))`;
}

function placeMatches(part: Part): string {
  const grains = GRAINS.map(
    ([columns, list]) => `(notEmpty(${list}_${part}) AND ${columns} IN (${list}_${part}))`,
  );
  return `(${grains.join(' OR ')})`;
}
