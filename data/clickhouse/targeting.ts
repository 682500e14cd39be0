import { type Dimension, type ListDimension, WEEK } from '../dimensions.ts';
import {
  canonicalTargeting,
  type Daypart,
  type ListTargeting,
  type Targeting,
  targetedDimensions,
} from '../plan.ts';
import { QueryParameters } from './parameters.ts';
import { type Place, parsePlace } from './place.ts';
import { isArrayDimension, setHoldsAny } from './value-set.ts';

export interface TargetingConditions {
  /** An SQL condition on a row of `request` for each dimension targeted, in the plan's key order. */
  conditions: Map<Dimension, string>;
  /** Values of the conditions' placeholders. */
  params: Record<string, unknown>;
}

/**
 * Turns a targeting into SQL conditions on the rows that match, dimension by dimension. Values
 * travel as bound parameters only. Several targetings can share one statement by sharing
 * `parameters`.
 */
export function targetingConditions(
  targeting: Targeting,
  parameters = new QueryParameters(),
): TargetingConditions {
  const canonical = canonicalTargeting(targeting);
  const conditions = targetedDimensions(canonical).map(
    (dimension) => [dimension, condition(canonical, dimension, parameters)] as const,
  );
  return { conditions: new Map(conditions), params: parameters.values };
}

/** The condition that a row matches all of a targeting; `1` where it names no dimension. */
export function matchesAll({ conditions }: Pick<TargetingConditions, 'conditions'>): string {
  return conditions.size === 0 ? '1' : [...conditions.values()].join(' AND ');
}

function condition(targeting: Targeting, dimension: Dimension, parameters: QueryParameters) {
  switch (dimension) {
    case 'age':
      return ageCondition(targeting.age ?? {}, parameters);
    case 'gender':
      return `gender IN ${parameters.bind('Array(String)', targeting.gender)}`;
    case 'dayparts':
      return anyOf((targeting.dayparts ?? []).map((part) => daypartCondition(part, parameters)));
    default:
      return listCondition(targeting[dimension] ?? {}, (values) =>
        valuesCondition(dimension, values, parameters),
      );
  }
}

function ageCondition(age: NonNullable<Targeting['age']>, parameters: QueryParameters): string {
  const youngest = parameters.bind('UInt8', Math.max(1, age.min ?? 1));
  const oldest = parameters.bind('UInt8', age.max ?? 255);
  const known = `(age BETWEEN ${youngest} AND ${oldest})`;
  return age.includeUnknown ? `(${known} OR age = 0)` : known;
}

function daypartCondition({ days, from, to }: Daypart, parameters: QueryParameters): string {
  // ClickHouse counts the days of a week from Monday = 1.
  const numbers = parameters.bind(
    'Array(UInt8)',
    days.map((day) => WEEK.indexOf(day) + 1),
  );
  const hours = `hour >= ${parameters.bind('Int8', from)} AND hour < ${parameters.bind('Int8', to)}`;
  return `(toDayOfWeek(date) IN ${numbers} AND ${hours})`;
}

function listCondition(list: ListTargeting, matches: (values: string[]) => string): string {
  const included = list.include?.length ? [matches(list.include)] : [];
  const excluded = list.exclude?.length ? [`NOT ${matches(list.exclude)}`] : [];
  return `(${[...included, ...excluded].join(' AND ')})`;
}

function valuesCondition(dimension: ListDimension, values: string[], parameters: QueryParameters) {
  if (dimension === 'geo') return geoCondition(values.map(parsePlace), parameters);
  if (isArrayDimension(dimension)) return setHoldsAny(dimension, values, parameters);
  return `(${dimension} IN ${parameters.bind('Array(String)', values)})`;
}

/** Matches countries, regions, and cities within their country or region. */
function geoCondition(places: readonly Place[], parameters: QueryParameters): string {
  const among = (column: string, names: string[]) =>
    names.length > 0 ? [`${column} IN ${parameters.bind('Array(String)', names)}`] : [];
  const cities = places.filter((place) => place.grain === 'city');
  const byParent = Map.groupBy(cities, ({ parent }) => parent);
  return anyOf([
    ...among(
      'country',
      places.flatMap((place) => (place.grain === 'country' ? place.country : [])),
    ),
    ...among(
      'region',
      places.flatMap((place) => (place.grain === 'region' ? place.region : [])),
    ),
    ...[...byParent].flatMap(([parent, inParent]) => {
      const within = `${inParent[0]?.within} = ${parameters.bind('String', parent)}`;
      const names = inParent.map(({ city }) => city);
      return among(`(${within}) AND city`, names).map((text) => `(${text})`);
    }),
  ]);
}

function anyOf(conditions: readonly string[]): string {
  return `(${conditions.join(' OR ')})`;
}
