import type { Dimension } from '../../dimensions.ts';
import { canonicalTargeting, type Targeting, targetedDimensions } from '../../plan.ts';
import { AGE_BANDS, CUBES, type Cube } from '../cube.ts';
import { QueryParameters } from '../parameters.ts';
import { parsePlace } from '../place.ts';
import { type TargetingConditions, targetingConditions } from '../targeting.ts';

/** Where the requests of a targeting are counted, and the conditions on the rows there. */
export interface CountsSource extends TargetingConditions {
  table: 'request' | Cube['table'];
}

/**
 * Chooses the cheapest table to count a targeting's impressions in: the first of `cubes` that can
 * tell all that is targeted, else the requests themselves.
 */
export function chooseCountsTable(
  targeting: Targeting,
  parameters = new QueryParameters(),
  cubes: readonly Cube[] = CUBES,
): CountsSource {
  const cube = cubeFor(targeting, cubes);
  if (!cube) return { table: 'request', ...targetingConditions(targeting, parameters) };
  const conditions = cubeConditions(cube, targeting, parameters);
  return { table: cube.table, conditions, params: parameters.values };
}

/** The first of the pre-aggregated `cubes` that can tell all that is targeted. */
export function cubeFor(targeting: Targeting, cubes: readonly Cube[] = CUBES): Cube | undefined {
  return cubes.find((cube) => dimensionsBeyond(cube, targeting).length === 0);
}

/** The dimensions targeted that the cube cannot tell. */
export function dimensionsBeyond(cube: Cube, targeting: Targeting): Dimension[] {
  const canonical = canonicalTargeting(targeting);
  return targetedDimensions(canonical).filter((name) => !canTell(cube, canonical, name));
}

/** SQL conditions on a row of the cube, for those dimensions targeted that it can tell. */
export function cubeConditions(
  cube: Cube,
  targeting: Targeting,
  parameters: QueryParameters,
): Map<Dimension, string> {
  const canonical = canonicalTargeting(targeting);
  const { age, ...others } = leaveOut(canonical, dimensionsBeyond(cube, canonical));
  const { conditions } = targetingConditions(others, parameters);
  const bands = age && bandsOf(age);
  if (!bands) return conditions;
  return new Map([['age', `ageBand IN ${parameters.bind('Array(String)', bands)}`], ...conditions]);
}

function leaveOut(targeting: Targeting, dimensions: readonly Dimension[]): Targeting {
  const parts = Object.entries(targeting);
  return Object.fromEntries(parts.filter(([name]) => !dimensions.includes(name as Dimension)));
}

/** Whether the cube has the dimension as finely as it is targeted: no band of age is cut in two. */
function canTell(cube: Cube, { age, geo }: Targeting, dimension: Dimension): boolean {
  if (!cube.dimensions.has(dimension)) return false;
  if (dimension === 'age') return bandsOf(age ?? {}) !== undefined;
  if (dimension !== 'geo' || cube.places === 'city') return true;
  const places = [...(geo?.include ?? []), ...(geo?.exclude ?? [])];
  return places.every((place) => parsePlace(place).grain === 'country');
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
