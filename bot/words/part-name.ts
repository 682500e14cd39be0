import { parsePlace } from '../../data/clickhouse/place.ts';
import { type BreakdownDimension, UNKNOWN } from '../../data/dimensions.ts';
import { valueName } from '../../prompts/describe-lists.ts';
import { areaLabel } from '../../prompts/reader/places/search.ts';

/** The display name of a row in a breakdown: `iOS`, `Mumbai, Maharashtra`, `All others`. */
export function partName(
  { value }: { value: string | null },
  dimension: BreakdownDimension,
): string {
  if (value === null) return 'All others';
  if (value === UNKNOWN) return 'Unknown';
  if (dimension === 'country' || dimension === 'region') return areaName(value);
  return dimension === 'city' ? cityName(value) : valueName(value);
}

/** The name of a breakdown's row where room is short: a city goes without its region. */
export function shortPartName(
  part: { value: string | null },
  dimension: BreakdownDimension,
): string {
  const place = dimension === 'city' && part.value !== null ? parsePlace(part.value) : undefined;
  return place?.grain === 'city' ? place.city : partName(part, dimension);
}

/**
 * A city's name with its region or country, as many cities share a name; a city that is its own
 * region says it once.
 */
function cityName(value: string): string {
  const place = parsePlace(value);
  if (place.grain !== 'city') return value;
  const parent = areaName(place.parent);
  return parent === place.city ? place.city : `${place.city}, ${parent}`;
}

function areaName(value: string): string {
  return areaLabel(value) ?? value;
}
