import { AGE_BANDS } from '../../../data/clickhouse/cube.ts';
import { parsePlace } from '../../../data/clickhouse/place.ts';
import {
  BREAKDOWN_DIMENSIONS,
  type BreakdownDimension,
  type GEO_COLUMNS,
  UNKNOWN,
} from '../../../data/dimensions.ts';
import type { Targeting } from '../../../data/plan.ts';
import type { Vocabulary } from '../../../prompts/reading.ts';

type Grain = (typeof GEO_COLUMNS)[number];

/**
 * What a forecast can be broken down by: the dimensions that the data carry, as far as that is
 * known, and of which the targeting leaves more than one value.
 */
export function offeredBreakdowns(targeting: Targeting, known: Vocabulary): BreakdownDimension[] {
  return BREAKDOWN_DIMENSIONS.filter(
    (dimension) => isCarried(dimension, known) && isOpen(dimension, targeting),
  );
}

function isCarried(dimension: BreakdownDimension, known: Vocabulary): boolean {
  if (Object.values(known).every((values) => values.length === 0)) return true;
  if (isGrain(dimension)) return (known.geo ?? []).some((value) => grainOf(value) === dimension);
  return (known[dimension] ?? []).some((value) => value !== UNKNOWN);
}

function isOpen(dimension: BreakdownDimension, targeting: Targeting): boolean {
  if (isGrain(dimension)) return isGrainOpen(dimension, targeting.geo?.include ?? []);
  if (dimension === 'age') return hasSeveralBands(targeting.age ?? {});
  if (dimension === 'gender') return targeting.gender?.length !== 1;
  return targeting[dimension]?.include?.length !== 1;
}

const isGrain = (dimension: BreakdownDimension): dimension is Grain =>
  dimension === 'country' || dimension === 'region' || dimension === 'city';

const grainOf = (value: string): Grain => parsePlace(value).grain;

/** Within one place only what is smaller than it has several values. */
function isGrainOpen(grain: Grain, places: readonly string[]): boolean {
  const [only, ...others] = places;
  if (only === undefined) return true;
  const countries = new Set(places.map((place) => place.split(/[-/]/)[0]));
  if (grain === 'country') return countries.size > 1;
  if (others.length > 0) return true;
  return grain === 'region' ? grainOf(only) === 'country' : grainOf(only) !== 'city';
}

function hasSeveralBands({ min = 0, max = 255, includeUnknown }: NonNullable<Targeting['age']>) {
  const bands = AGE_BANDS.filter(({ first, last }) => first <= max && min <= last);
  return bands.length > 1 || includeUnknown === true;
}
