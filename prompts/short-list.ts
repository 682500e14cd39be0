import type { ListDimension } from '../data/dimensions.ts';
import type { ListTargeting } from '../data/plan.ts';
import { shortValue } from './describe-lists.ts';
import { inventoryName } from './reader/inventory.ts';

const MAX_VALUES = 4;
const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Joins words to a list: 'a, b and c'. */
export function listed(words: readonly string[]): string {
  return AND.format(words);
}

/** A dimension's values in few words; a long list is cut, unless the other would then read the same. */
export function sayList(
  dimension: ListDimension,
  list: ListTargeting,
  other: ListTargeting = {},
): string {
  const words = inventoryName(dimension, list) ?? sayValues(dimension, list, MAX_VALUES);
  if (words !== sayValues(dimension, other, MAX_VALUES)) return words;
  return sayValues(dimension, list, Number.POSITIVE_INFINITY);
}

/** 'Mumbai and Pune', 'India but not Delhi', 'everywhere but Delhi'. */
function sayValues(
  dimension: ListDimension,
  { include = [], exclude = [] }: ListTargeting,
  maxValues: number,
): string {
  const say = (values: readonly string[]) => listed(shortened(dimension, values, maxValues));
  if (exclude.length === 0) return say(include);
  if (include.length > 0) return `${say(include)} but not ${say(exclude)}`;
  return `${dimension === 'geo' ? 'everywhere' : 'all'} but ${say(exclude)}`;
}

/** Truncates long lists: the first values, and then '3 more'. */
function shortened(
  dimension: ListDimension,
  values: readonly string[],
  maxValues: number,
): string[] {
  const names = values.slice(0, maxValues).map((value) => shortValue(dimension, value));
  const more = values.length - names.length;
  return more > 0 ? [...names, `${more} more`] : names;
}
