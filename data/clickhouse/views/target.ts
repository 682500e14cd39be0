import { DIMENSIONS, type Dimension, GENDERS, WEEK } from '../../dimensions.ts';
import { canonicalTargeting, type Targeting } from '../../plan.ts';

/**
 * Encodes a targeting as the one argument of a view: its canonical JSON in base64url. It holds
 * letters, digits, `-` and `_` only, so that a wrapper which pastes arguments unescaped does no
 * harm.
 */
export function encodeTarget(targeting: Targeting): string {
  return Buffer.from(JSON.stringify(canonicalTargeting(targeting))).toString('base64url');
}

/** What a view answers to an argument that is none. */
export const NOT_A_TARGETING = 'The target is not a targeting: make it with olap.target().';

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const HOUR = String.raw`(?:1?\d|2[0-4])`;
const YEARS = String.raw`(?:\d?\d|1[01]\d|120)`;

const field = (name: string, value: string) => `"${name}": ?${value}`;
const oneOf = (words: readonly string[]) => `"(?:${words.join('|')})"`;
const list = (item: string) => `\\[(?:${item}(?:, ?)?)*\\]`;
const object = (members: readonly string[]) =>
  `\\{(?:${members.map((member) => `${member}(?:, ?)?`).join('|')})*\\}`;

const VALUES = object([field('include', list(STRING)), field('exclude', list(STRING))]);

function grammarOf(dimension: Dimension): string {
  switch (dimension) {
    case 'age':
      return object([
        field('min', YEARS),
        field('max', YEARS),
        field('includeUnknown', '(?:true|false)'),
      ]);
    case 'gender':
      return list(oneOf(GENDERS));
    case 'dayparts':
      return list(
        object([field('days', list(oneOf(WEEK))), field('from', HOUR), field('to', HOUR)]),
      );
    default:
      return VALUES;
  }
}

/**
 * The parts that the JSON of a targeting may have, as a regular expression (RE2); commas are left
 * to the JSON reader. A misspelt dimension would be no dimension at all, and match everything.
 */
export const TARGET_GRAMMAR = `^${object(DIMENSIONS.map((name) => field(name, grammarOf(name))))}$`;
