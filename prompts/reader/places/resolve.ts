import type { Vocabulary } from '../../reading.ts';
import { gazetteer, type Place } from './gazetteer.ts';

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

/** 'Birmingham, Alabama', and the code of a country: a name that is the place's alone. */
export function qualifiedLabel(place: Place): string {
  if (place.kind === 'country') return place.value;
  const { byValue } = gazetteer();
  const isCountryWide = place.value.startsWith(`${place.country}/`);
  const region =
    isCountryWide || place.kind === 'region' ? undefined : byValue.get(place.region ?? '');
  const area = region ?? byValue.get(place.country);
  return `${place.name}, ${area?.name ?? place.country}`;
}
