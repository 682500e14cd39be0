/** A place as the history holds it: a country, a region, or a city in one of them. */
export type Place =
  | { grain: 'country'; country: string }
  | { grain: 'region'; region: string }
  | { grain: 'city'; within: 'country' | 'region'; parent: string; city: string };

/** How a plan spells a region. */
export const REGION = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;
/** How a plan spells a city; `.` is any character. */
export const CITY = /^(?<parent>[A-Z]{2}(?<region>-[A-Z0-9]{1,3})?)\/(?<city>.+)$/s;

/**
 * Parses a plan's spelling of a place: `IN`, `IN-MH`, `IN/Mumbai`, `US-AL/Birmingham`. Anything
 * else is an opaque id, kept in the history's country column.
 */
export function parsePlace(text: string): Place {
  if (REGION.test(text)) return { grain: 'region', region: text };
  const { parent, region, city } = CITY.exec(text)?.groups ?? {};
  if (parent === undefined || city === undefined) return { grain: 'country', country: text };
  return { grain: 'city', within: region ? 'region' : 'country', parent, city };
}
