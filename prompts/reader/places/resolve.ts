import type { Vocabulary } from '../../reading.ts';
import { gazetteer, type Place, placeKey } from './gazetteer.ts';

/** One place outweighs its namesakes where it has this many times their inhabitants. */
const DOMINANCE = 5;

/**
 * Resolves an ambiguous name of a place: the one that the data hold or that is by far the largest,
 * else the several that compete.
 */
export function choose(candidates: readonly Place[], vocabulary?: Vocabulary): readonly Place[] {
  if (candidates.length < 2) return candidates;
  const inData = candidates.filter(({ value }) => vocabulary?.geo?.includes(value));
  if (inData.length === 1) return inData;
  const largest = candidates[0]?.population ?? 0;
  return candidates.filter(({ population }) => population * DOMINANCE >= largest);
}

/** The candidates that lie in a country or region. */
export function within(candidates: readonly Place[], area: Place): Place[] {
  return candidates.filter(
    (place) =>
      place.value !== area.value &&
      place.country === area.country &&
      (area.kind === 'country' || place.region === area.value),
  );
}

/** Words that are read as this place alone: 'Birmingham, Alabama', 'Georgia (country)'. */
export function qualifiedLabel(place: Place): string {
  if (place.kind === 'country') {
    const isAlone = choose(namesakes(place.name)).length === 1;
    return isAlone ? place.name : `${place.name} (country)`;
  }
  const area = areaOf(place);
  const names = place.kind === 'region' ? [place.name, `${place.name} region`] : [place.name];
  const name = names.find((one) => area && isOnly(place, within(namesakes(one), area)));
  return name && area ? `${name}, ${area.name}` : place.value;
}

/** 'Birmingham, Alabama', 'Maharashtra, India': a place and the area it lies in. */
export function nameInArea(place: Place): string {
  return `${place.name}, ${areaOf(place)?.name ?? place.country}`;
}

/** The region of a city that shares its name within the country, else the country. */
function areaOf(place: Place): Place | undefined {
  const { byValue } = gazetteer();
  const isCountryWide = place.value.startsWith(`${place.country}/`);
  const region =
    isCountryWide || place.kind === 'region' ? undefined : byValue.get(place.region ?? '');
  return region ?? byValue.get(place.country);
}

function namesakes(name: string): readonly Place[] {
  return gazetteer().byName.get(placeKey(name)) ?? [];
}

function isOnly({ value }: Place, places: readonly Place[]): boolean {
  return places.length === 1 && places[0]?.value === value;
}
