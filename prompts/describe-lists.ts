import { isDeepStrictEqual } from 'node:util';

import type { ListDimension } from '../data/dimensions.ts';
import { memoize } from '../data/memoize.ts';
import { canonicalTargeting, type ListTargeting, type Targeting } from '../data/plan.ts';
import { DIMENSION_WORDS, quoteValue } from './reader/named-values.ts';
import { gazetteer } from './reader/places/gazetteer.ts';
import { qualifiedLabel } from './reader/places/resolve.ts';
import { readText } from './reader/read.ts';
import { MAX_TEXT_LENGTH } from './reading.ts';

/** How values read best where that differs from the value itself. */
const SPELLINGS = new Map(
  Object.entries({
    ios: 'iOS',
    android: 'Android',
    windows: 'Windows',
    macos: 'macOS',
    linux: 'Linux',
    phone: 'phones',
    tablet: 'tablets',
    desktop: 'desktops',
    ctv: 'connected TVs',
    settop: 'set-top boxes',
    connected: 'connected devices',
  }),
);
/** Each at most as long as a text that is read. */
const MAX_REMEMBERED = 500;
/** Any day does: only the targeting that is read back matters. */
const SOME_DAY = '2026-01-01';

/** Describes a dimension's targeted values in words that the deterministic reader reads back. */
export function describeDimension(dimension: ListDimension, list: ListTargeting): string {
  const { include = [], exclude = [] } = list;
  const on = dimension === 'os' || dimension === 'deviceType' ? 'on ' : '';
  const plain = [
    include.length > 0 ? on + include.map(valueName).join(' or ') : '',
    ...plainExclusion(dimension, exclude, on),
  ];
  const text = plain.filter(Boolean).join(' ');
  return readsBack(text, dimension, list) ? text : named(dimension, list);
}

function plainExclusion(
  dimension: ListDimension,
  exclude: readonly string[],
  on: string,
): string[] {
  if (exclude.length === 0) return [];
  if (dimension === 'size') return exclude.map((size) => `not ${size}`);
  return [`not ${on}${exclude.map(valueName).join(' or ')}`];
}

/** A value as it reads best: `iOS`, `connected TVs`; most are said as they are. */
export function valueName(value: string): string {
  return SPELLINGS.get(value) ?? value;
}

/** Describes places: 'in Mumbai and Pune', 'in India except Delhi', 'everywhere except Delhi'. */
export function describePlaces(list: ListTargeting): string {
  const { include = [], exclude = [] } = list;
  const unnamed = [...include, ...exclude].filter((value) => placeName(value) === undefined);
  if (unnamed.length > 0) return named('geo', list);
  const inside = include.length > 0 ? `in ${include.map(placeName).join(' and ')}` : 'everywhere';
  const text =
    exclude.length > 0 ? `${inside} except ${exclude.map(placeName).join(' and ')}` : inside;
  return readsBack(text, 'geo', list) ? text : named('geo', list);
}

/** The shortest name that means this place and no other. */
function placeName(value: string): string | undefined {
  const place = gazetteer().byValue.get(value);
  if (!place) return undefined;
  return [place.name, qualifiedLabel(place)].find((name) =>
    readsBack(`in ${name}`, 'geo', { include: [value] }),
  );
}

/**
 * Quotes values after their dimension's name, which says any value at all:
 * `site "a.example" or "b.example" not site "c.example"`.
 */
function named(dimension: ListDimension, { include = [], exclude = [] }: ListTargeting): string {
  const say = (not: string, values: readonly string[]) =>
    values.length > 0
      ? [`${not}${DIMENSION_WORDS[dimension]} ${values.map(quoteValue).join(' or ')}`]
      : [];
  return [...say('', include), ...say('not ', exclude)].join(' ');
}

/** True where the reader parses the words back to the same list: a round trip. */
function readsBack(text: string, dimension: ListDimension, list: ListTargeting): boolean {
  if (text.length > MAX_TEXT_LENGTH) return false;
  return isDeepStrictEqual(targetingIn(text), canonicalTargeting({ [dimension]: list }));
}

/** Caches what the reader makes of a few words; the same ones are said of plan after plan. */
const targetingIn = memoize((text: string): Targeting | null => {
  const reading = readText(text, { today: SOME_DAY });
  return reading.kind === 'plan' ? reading.plan.targeting : null;
}, MAX_REMEMBERED);

/** A value in its shortest words: 'iOS', 'phones', 'Mumbai'. */
export function shortValue(dimension: ListDimension, value: string): string {
  return (dimension === 'geo' ? placeName(value) : undefined) ?? valueName(value);
}
