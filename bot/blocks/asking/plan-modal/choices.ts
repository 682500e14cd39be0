import type { PlainTextOption } from '@slack/types';

import {
  type Dimension,
  type ListDimension,
  STANDARD_VALUES,
  UNKNOWN,
} from '../../../../data/dimensions.ts';
import { valueName } from '../../../../prompts/describe-lists.ts';
import { placeLabel, searchPlaces } from '../../../../prompts/reader/places/search.ts';
import type { Vocabulary } from '../../../../prompts/reading.ts';
import { LIMITS } from '../../limits.ts';
import { plainText } from '../../text.ts';

const LANGUAGE_NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** Whether the data carry a dimension, so that it can be targeted; true while nothing is known. */
export function carries(known: Vocabulary, dimension: Dimension): boolean {
  const isKnown = Object.values(known).some((values) => values.length > 0);
  return !isKnown || (known[dimension]?.length ?? 0) > 0;
}

/** The values of a dimension to offer: those of the data, or standard ones until they are known. */
export function offeredValues(known: Vocabulary, dimension: ListDimension): readonly string[] {
  return (known[dimension] ?? STANDARD_VALUES[dimension] ?? []).filter(fitsOption);
}

/** The values to choose from, the chosen ones among them. */
export function choicesOf(
  known: Vocabulary,
  dimension: ListDimension,
  chosen: readonly string[],
): string[] {
  return [...new Set([...offeredValues(known, dimension), ...chosen])];
}

/** Whether Slack can carry a value as an option. */
export function fitsOption(value: string): boolean {
  return value.length <= LIMITS.optionValue;
}

/** A value as an option of a Slack menu, under the name that people know it by. */
export function valueOption(dimension: ListDimension, value: string): PlainTextOption {
  return { text: plainText(labelOf(dimension, value), LIMITS.optionText), value };
}

function labelOf(dimension: ListDimension, value: string): string {
  if (value === UNKNOWN) return 'unknown or none';
  if (dimension === 'geo') return placeLabel(value) ?? value;
  if (dimension === 'language') return languageLabel(value);
  return valueName(value);
}

function languageLabel(code: string): string {
  const name = /^[a-z]{2,3}$/.test(code) ? LANGUAGE_NAMES.of(code) : undefined;
  return name === undefined ? code : `${name} (${code})`;
}

export interface ValueSearch {
  dimension: ListDimension;
  /** What was typed so far. */
  text: string;
  known: Vocabulary;
}

/**
 * Autocompletes a targeting field: the options that begin with what somebody typed, values of the
 * data, of places any on earth. What nothing matches can be taken as it was typed, as data hold
 * more values than we remember.
 */
export function searchOptions({ dimension, text, known }: ValueSearch): PlainTextOption[] {
  const typed = text.trim();
  const options = [...valuesMatching({ dimension, text: typed, known })]
    .slice(0, LIMITS.options)
    .map((value) => valueOption(dimension, value));
  const takesAnything = dimension !== 'geo' && typed !== '' && fitsOption(typed);
  return options.length === 0 && takesAnything ? [valueOption(dimension, typed)] : options;
}

function valuesMatching({ dimension, text, known }: ValueSearch): Set<string> {
  const wanted = text.toLowerCase();
  const begins = (words: string) => words.toLowerCase().startsWith(wanted);
  const inData = offeredValues(known, dimension).filter(
    (value) => begins(value) || begins(labelOf(dimension, value)),
  );
  const places = dimension === 'geo' ? searchPlaces(text, LIMITS.options) : [];
  return new Set([...inData, ...places.map(({ value }) => value)]);
}
