import type { Dimension } from '../../dimensions.ts';
import { canonicalTargeting, type Targeting } from '../../plan.ts';
import { AGE_BANDS, CUBE_DIMENSIONS } from '../cube.ts';
import { QueryParameters } from '../parameters.ts';
import { type TargetingConditions, targetingConditions } from '../targeting.ts';

/** Where the requests of a targeting are counted, and the conditions on the rows there. */
export interface CountsSource extends TargetingConditions {
  table: 'request' | 'request_cube';
}

/** The cube where it can tell all that is targeted, else the requests themselves. */
export function countsSource(
  targeting: Targeting,
  parameters = new QueryParameters(),
): CountsSource {
  const ofRequests = targetingConditions(targeting, parameters);
  const conditions = cubeConditions(targeting, parameters);
  return conditions.size === ofRequests.conditions.size
    ? { table: 'request_cube', conditions, params: parameters.values }
    : { table: 'request', ...ofRequests };
}

/** Conditions on a row of the cube, of those dimensions targeted that it can tell. */
export function cubeConditions(
  targeting: Targeting,
  parameters: QueryParameters,
): Map<Dimension, string> {
  const { age, ...others } = canonicalTargeting(targeting);
  const inCube = Object.entries(others).filter(([name]) => CUBE_DIMENSIONS.has(name as Dimension));
  const { conditions } = targetingConditions(Object.fromEntries(inCube), parameters);
  const bands = age && bandsOf(age);
  if (!bands) return conditions;
  return new Map([['age', `ageBand IN ${parameters.bind('Array(String)', bands)}`], ...conditions]);
}

/** The bands that hold exactly the ages targeted; undefined where one is cut in two. */
function bandsOf(age: NonNullable<Targeting['age']>): string[] | undefined {
  const youngest = Math.max(AGE_BANDS[0].first, age.min ?? 0);
  const oldest = age.max ?? Number.POSITIVE_INFINITY;
  const cut = AGE_BANDS.some(
    ({ first, last }) =>
      (first < youngest && youngest <= last) || (first <= oldest && oldest < last),
  );
  if (cut) return undefined;
  const within = AGE_BANDS.filter(({ first, last }) => youngest <= first && last <= oldest);
  return [...within.map(({ name }) => name), ...(age.includeUnknown ? ['unknown'] : [])];
}
