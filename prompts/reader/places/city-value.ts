/** A city as the gazetteer has it. */
export interface CityName {
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 3166-2, where it is known. */
  region?: string;
  /** True where another notable city of that country bears the name. */
  shared?: boolean;
}

/**
 * The value of `geo` that names a city: `IN/Mumbai`, and `US-AL/Birmingham` where the country has
 * several notable cities of the name and the region is known.
 */
export function cityValue({ name, country, region, shared }: CityName): string {
  return `${shared && region ? region : country}/${name}`;
}
