import { gazetteer, type Place, placeKey } from './gazetteer.ts';
import { nameInArea } from './resolve.ts';

/**
 * Suggests places while somebody types in a form: those whose name begins with the text, largest
 * first; none for an empty text.
 */
export function searchPlaces(text: string, limit: number): Place[] {
  const key = placeKey(text);
  if (key === '') return [];
  const found = new Map<string, Place>();
  for (const [name, places] of gazetteer().byName) {
    if (!name.startsWith(key)) continue;
    for (const place of places) found.set(place.value, place);
  }
  return [...found.values()].sort((a, b) => b.population - a.population).slice(0, limit);
}

/**
 * A place as a form shows it: `India`, `Maharashtra, India (region)`, `Mumbai, India`; undefined
 * where no such place is known.
 */
export function placeLabel(value: string): string | undefined {
  const place = gazetteer().byValue.get(value);
  if (!place) return undefined;
  if (place.kind === 'country') return place.name;
  return place.kind === 'region' ? `${nameInArea(place)} (region)` : nameInArea(place);
}

/**
 * A country or region as a report names it: `India`, `Delhi`; with its country where regions share
 * the name, as `Punjab, Pakistan`; undefined where none such is known.
 */
export function areaLabel(value: string): string | undefined {
  const { byName, byValue } = gazetteer();
  const place = byValue.get(value);
  if (!place || place.kind === 'country') return place?.name;
  const namesakes = byName.get(placeKey(`${place.name} region`)) ?? [];
  return namesakes.length === 1 ? place.name : nameInArea(place);
}
