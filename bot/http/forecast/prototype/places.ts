import countries from 'i18n-iso-countries';

import { REGION } from '../../../../data/clickhouse/place.ts';
import { normalRegion } from '../../../../data/import/normal-form.ts';
import type { GeoTarget } from '../../schemas/plan-body.ts';

/** A place as a plan spells it, or what is wrong with which key. */
export type FoundPlace =
  | { place: string; assumed?: string }
  | { key: keyof GeoTarget; problem: string };

const KINDS: Readonly<Record<string, 'country' | 'region' | 'city'>> = {
  country: 'country',
  region: 'region',
  state: 'region',
  province: 'region',
  city: 'city',
};

/**
 * Resolves a geo target of the prototype, by its name, type and country code, to a country, region
 * or city; undefined where it names none.
 */
export function placeOf(target: GeoTarget): FoundPlace | undefined {
  const name = target.name?.trim() ?? '';
  const code = target.country_code?.trim() ?? '';
  const country = alpha2(code);
  if (code !== '' && country === undefined) {
    return { key: 'country_code', problem: 'must be an ISO 3166-1 code of two or three letters' };
  }
  if (name === '') return country === undefined ? undefined : { place: country };
  const kind = KINDS[target.target_type?.trim().toLowerCase() ?? ''];
  return kind ? placeOfKind(kind, name, country) : placeOfAnyKind(name, country);
}

/** Resolves a name that is said to be a country, a region or a city. */
function placeOfKind(
  kind: 'country' | 'region' | 'city',
  name: string,
  country: string | undefined,
): FoundPlace {
  if (kind === 'country') return countryPlace(name, country);
  if (kind === 'region') {
    const region = regionOf(name, country);
    return region ? { place: region } : { key: 'name', problem: 'is no region of the country' };
  }
  return country ? { place: `${country}/${name}` } : needsCountry();
}

/** Resolves the name of a country, which the country code must not contradict. */
function countryPlace(name: string, country: string | undefined): FoundPlace {
  const named = countryNamed(name);
  if (named === undefined) return { key: 'name', problem: 'is not the name of a country' };
  return country === undefined || country === named
    ? { place: named }
    : { key: 'country_code', problem: 'is of another country than "name"' };
}

/** Guesses a place by its name alone, the largest that has it: country, else region, else city. */
function placeOfAnyKind(name: string, country: string | undefined): FoundPlace {
  const named = countryNamed(name);
  if (named !== undefined && named === (country ?? named)) return { place: named };
  const region = regionOf(name, country);
  if (region) return { place: region, assumed: `"${name}" is taken as the region ${region}.` };
  if (!country) return needsCountry();
  return { place: `${country}/${name}`, assumed: `"${name}" is taken as a city in ${country}.` };
}

function countryNamed(name: string): string | undefined {
  return alpha2(name) ?? countries.getAlpha2Code(name, 'en');
}

/** A country code of two letters or three (ISO 3166-1) as one of two; undefined for other text. */
function alpha2(text: string): string | undefined {
  const code = text.toUpperCase();
  return countries.isValid(code) ? countries.toAlpha2(code) : undefined;
}

function regionOf(name: string, country: string | undefined): string | undefined {
  const region = normalRegion(name, country ?? '');
  const isOfCountry = country === undefined || region.startsWith(`${country}-`);
  return REGION.test(region) && isOfCountry ? region : undefined;
}

function needsCountry(): FoundPlace {
  return { key: 'country_code', problem: 'is needed to tell places of one name apart' };
}
