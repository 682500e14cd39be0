import { createHash } from 'node:crypto';

import { UNKNOWN } from '../dimensions.ts';
import type { Choice, Known } from './choice.ts';
import type { Choices } from './choices.ts';
import type { Market } from './market.ts';
import { priceOf } from './price.ts';
import type { Profile } from './profile.ts';
import { mostSpecific } from './shares.ts';

/** Separates the categories of one site or app within an option; no name holds a control character. */
export const CATEGORY_SEPARATOR = '\n';

/** A row of the table `weighted_choice`; rows of equal content have equal hashes. */
export interface ChoiceRow {
  hash: string;
  name: string;
  keyOf: number[];
  first: number[];
  size: number[];
  keep: number[];
  other: number[];
  options: string[];
}

export const CHOICE_COLUMNS = [
  ...(['hash', 'name', 'keyOf', 'first', 'size', 'keep', 'other', 'options'] as const),
] satisfies (keyof ChoiceRow)[];

/**
 * Flattens the choices of some days, and every value that depends on an option of one, into rows
 * that SQL draws from.
 */
export function choiceRows(choices: Choices, market: Market): ChoiceRow[] {
  const { profile } = market;
  return [
    ...Object.values(choices).map(choiceRow),
    ...strataRows(choices.stratum, market),
    ...userRows(choices, profile),
    ...priceRows(choices.format, profile),
    lookup('category', choices.inventory, (known) =>
      categoriesOf(known, profile).join(CATEGORY_SEPARATOR),
    ),
  ];
}

function strataRows(stratum: Choice, { population }: Market): ChoiceRow[] {
  return [
    ...(['country', 'deviceType', 'os', 'environment'] as const).map((fact) =>
      lookup(fact, stratum, (known) => known[fact] ?? UNKNOWN),
    ),
    lookup('firstPerson', stratum, (known) => population[Number(known.stratum)]?.first ?? 0),
    lookup('people', stratum, (known) => population[Number(known.stratum)]?.count ?? 1),
  ];
}

function userRows({ age, browser }: Choices, { missing, segments }: Profile): ChoiceRow[] {
  const userKey = ({ country, deviceType, os, browser: program }: Known) =>
    [country, deviceType, os, program].join('/');
  return [
    lookup(
      'missingGender',
      browser,
      (known) => mostSpecific(userKey(known), missing?.gender ?? {}) ?? 0,
    ),
    lookup('missingAge', browser, (known) => mostSpecific(userKey(known), missing?.age ?? {}) ?? 0),
    lookup('youngest', age, (known) => yearsOf(known).youngest),
    lookup('oldest', age, (known) => yearsOf(known).oldest),
    values('segment', Object.keys(segments)),
    values('segmentShare', Object.values(segments)),
  ];
}

/** 0 to 0 where the age is not known. */
function yearsOf({ age = UNKNOWN }: Known): { youngest: number; oldest: number } {
  const [youngest = 0, oldest = 0] = age === UNKNOWN ? [] : age.split('-').map(Number);
  return { youngest, oldest };
}

function priceRows(format: Choice, { prices }: Profile): ChoiceRow[] {
  return (['floorCpm', 'spread', 'currency', 'winRate', 'margin'] as const).map((part) =>
    lookup(
      part,
      format,
      ({ country = '', format: name = '' }) => priceOf(prices, { country, format: name })[part],
    ),
  );
}

function categoriesOf(
  { inventory = '', environment }: Known,
  { sites, apps }: Profile,
): readonly string[] {
  const named = environment === 'app' ? apps : sites;
  return Object.hasOwn(named, inventory) ? (named[inventory]?.category ?? []) : [];
}

function choiceRow({ name, options, keyOf, first, size, keep, other }: Choice): ChoiceRow {
  const texts = options.map(({ value }) => value);
  return hashed({ name, keyOf, first, size, keep, other, options: texts });
}

/** One value for each option of a choice. */
function lookup(name: string, of: Choice, read: (known: Known) => string | number): ChoiceRow {
  return values(
    name,
    of.options.map(({ known }) => read(known)),
  );
}

function values(name: string, options: readonly (string | number)[]): ChoiceRow {
  const nothingDrawn = { keyOf: [], first: [], size: [], keep: [], other: [] };
  return hashed({ name, ...nothingDrawn, options: options.map(String) });
}

function hashed(row: Omit<ChoiceRow, 'hash'>): ChoiceRow {
  return { hash: createHash('sha256').update(JSON.stringify(row)).digest('hex'), ...row };
}
