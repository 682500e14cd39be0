import type { Claim } from './claim.ts';
import { DATE_READINGS } from './read-dates.ts';
import { QUANTITY_READINGS, UNREADABLE } from './read-quantities.ts';

/** A word with digits in it that names something: `300x250`, `20261122-ab12`. */
const NAME = /[\p{L}\p{N}][\p{L}\p{N}._/-]*/gu;
/** What every answer may speak of. */
const HOUSE_NAMES = new Set(['p10', 'p50', 'p90', 'p10-p90']);
const SAYS_LITTLE = new Set(
  'a about an and are around at be between by from in is of on or over roughly some the to was were with your'.split(
    ' ',
  ),
);
const NEAR_WORDS = 2;
const NEAR_CHARACTERS = 80;
/** Stands where something was read. */
const READ = '\0';

/**
 * Every number that a text gives, in figures or in words. Small whole numbers in words that count
 * nothing in particular, such as `two of them`, are none.
 *
 * @param names what is no number although it has digits, in lower case.
 */
export function readClaims(text: string, names: ReadonlySet<string> = new Set()): Claim[] {
  const claims: Claim[] = [];
  let rest = text.replace(NAME, (word) => (isName(word, names) ? hide(word) : word));
  for (const [pattern, read] of DATE_READINGS) {
    rest = rest.replace(pattern, (whole: string, ...found) => {
      claims.push(...read(groupsOf(found)));
      return hide(whole);
    });
  }
  for (const [pattern, read] of QUANTITY_READINGS) {
    rest = rest.replace(pattern, (whole: string, ...found) => {
      const offset = found.find((part) => typeof part === 'number');
      claims.push(read(groupsOf(found), wordsBefore(text, offset), whole));
      return hide(whole);
    });
  }
  return UNREADABLE.test(rest) ? [...claims, { kind: 'unreadable' }] : claims;
}

function isName(word: string, names: ReadonlySet<string>): boolean {
  const name = word.toLowerCase().replace(/[._/-]+$/, '');
  return names.has(name) || HOUSE_NAMES.has(name);
}

/** As long as what it replaces, so that all else stays in its place. */
function hide(text: string): string {
  return READ.repeat(text.length);
}

/** What a pattern's groups hold: all that comes before the offset. */
function groupsOf(found: readonly unknown[]): (string | undefined)[] {
  const end = found.findIndex((part) => typeof part === 'number');
  return found.slice(0, end).map((part) => (typeof part === 'string' ? part : undefined));
}

function wordsBefore(text: string, offset = 0): string[] {
  const words =
    text.slice(Math.max(0, offset - NEAR_CHARACTERS), offset).match(/\p{L}{2,}/gu) ?? [];
  return words
    .map((word) => word.toLowerCase())
    .filter((word) => !SAYS_LITTLE.has(word))
    .slice(-NEAR_WORDS);
}
