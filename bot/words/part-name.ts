import { parsePlace } from '../../data/clickhouse/place.ts';
import { type BreakdownDimension, UNKNOWN } from '../../data/dimensions.ts';
import { shortValue, valueName } from '../../prompts/describe-lists.ts';

/** What the part of a breakdown is called: `iOS`, `Mumbai, Maharashtra`, `All others`. */
export function partName(
  { value }: { value: string | null },
  dimension: BreakdownDimension,
): string {
  if (value === null) return 'All others';
  if (value === UNKNOWN) return 'Unknown';
  if (dimension === 'country' || dimension === 'region') return shortValue('geo', value);
  return dimension === 'city' ? cityName(value) : valueName(value);
}

/** With what it lies in, as many cities share a name. */
function cityName(value: string): string {
  const place = parsePlace(value);
  return place.grain === 'city' ? `${place.city}, ${shortValue('geo', place.parent)}` : value;
}
