import countries from 'i18n-iso-countries';
import { iso31662 } from 'iso-3166';

import { UNKNOWN } from '../dimensions.ts';
import type { TEXT_COLUMNS } from './map.ts';

type TextColumn = (typeof TEXT_COLUMNS)[number];

/** Columns whose values are spelt in lower case throughout. */
const LOWER_CASE: ReadonlySet<string> = new Set<TextColumn>([
  ...(['deviceType', 'os', 'browser', 'connection', 'language', 'site'] as const),
  ...(['format', 'size', 'position', 'gender'] as const),
]);

const GENDERS: ReadonlyMap<string, string> = new Map([
  ['f', 'female'],
  ['m', 'male'],
  ['o', 'other'],
]);

/** What files write where they have nothing to say. */
const NOTHING = new Set(['', 'unknown', 'null', '\\n', 'n/a', 'none', 'undefined', '(not set)']);

/** Normalises a value of one of our text columns to its standard spelling, if there is one. */
export function normalForm(column: string, text: string): string {
  const trimmed = text.trim().normalize('NFC');
  const lower = trimmed.toLowerCase();
  if (NOTHING.has(lower)) return UNKNOWN;
  if (column === 'country') return normalCountry(trimmed);
  if (column === 'gender') return GENDERS.get(lower) ?? lower;
  return LOWER_CASE.has(column) || column === 'category' ? lower : trimmed;
}

/** ISO 3166-1 alpha-2 for a code or English name; anything else is an opaque id, kept. */
function normalCountry(text: string): string {
  const upper = text.toUpperCase();
  if (countries.isValid(upper)) return countries.toAlpha2(upper) ?? text;
  return countries.getAlpha2Code(text, 'en') ?? text;
}

const REGION_CODES = new Set(iso31662.map(({ code }) => code));
const REGION_NAMES = new Map(
  iso31662.map(({ code, name }) => [`${code.slice(0, 2)}/${plainName(name)}`, code]),
);

/** ISO 3166-2 for a region's code, with or without the country's, or its name; else as it is. */
export function normalRegion(region: string, country: string): string {
  if (region === UNKNOWN) return UNKNOWN;
  const upper = region.toUpperCase();
  if (REGION_CODES.has(upper)) return upper;
  const withCountry = `${country}-${upper}`;
  if (REGION_CODES.has(withCountry)) return withCountry;
  return REGION_NAMES.get(`${country}/${plainName(region)}`) ?? region;
}

/** A name without accents and case: `Mahārāshtra` and `Maharashtra` are the same. */
function plainName(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
