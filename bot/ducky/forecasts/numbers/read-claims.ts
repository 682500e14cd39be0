import type { Claim } from './claim.ts';
import { directionAt } from './direction.ts';
import { DATE_READINGS } from './read-dates.ts';
import { QUANTITY_READINGS, UNREADABLE } from './read-quantities.ts';
import { unitBetween } from './unit.ts';

/** A word with digits in it that names something: `300x250`, `20261122-ab12`. */
const NAME = /[\p{L}\p{N}][\p{L}\p{N}._/-]*/gu;
/** What every answer may speak of. */
const HOUSE_NAMES = new Set(['p10', 'p50', 'p90', 'p10-p90']);
/** What a range promises, and the weeks that are compared; no numbers of a forecast. */
const HOUSE_PHRASES =
  /\b(?:one day in ten|one in ten days|four times in five|four days in five|(?:last|latest|past|previous) (?:seven|7) (?:measured )?days|(?:seven|7) days (?:before|to))\b/giu;
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
 * Parses every number, date and time of a text, in figures or in words. Whole numbers to ten in
 * words that count nothing in particular, such as `two of them`, are none.
 *
 * @param names what is no number although it has digits, in lower case.
 */
export function readClaims(text: string, names: ReadonlySet<string> = new Set()): Claim[] {
  const claims: Claim[] = [];
  let rest = text
    .replace(NAME, (word) => (isName(word, names) ? hide(word) : word))
    .replace(HOUSE_PHRASES, hide);
  for (const [pattern, read] of DATE_READINGS) {
    rest = rest.replace(pattern, (whole: string, ...found) => {
      claims.push(...read(groupsOf(found)));
      return hide(whole);
    });
  }
  for (const [pattern, read] of QUANTITY_READINGS) {
    rest = rest.replace(pattern, (whole: string, ...found) => {
      const start = found.find((part) => typeof part === 'number') ?? 0;
      const claim = read(groupsOf(found), wordsBefore(text, start), whole);
      claims.push(inContext(claim, text, { start, end: start + whole.length }));
      return hide(whole);
    });
  }
  return UNREADABLE.test(rest) ? [...claims, { kind: 'unreadable' }] : claims;
}

/** Adds the unit of a count, or the sign of a percentage, from the words around it. */
function inContext(claim: Claim, text: string, place: { start: number; end: number }): Claim {
  const before = text.slice(Math.max(0, place.start - NEAR_CHARACTERS), place.start);
  if (claim.kind === 'count')
    return {
      ...claim,
      unit: unitBetween(before, text.slice(place.end, place.end + NEAR_CHARACTERS)),
    };
  if (claim.kind !== 'percent' || claim.sign !== undefined) return claim;
  return { ...claim, sign: directionAt(text, place) };
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

function wordsBefore(text: string, offset: number): string[] {
  const words =
    text.slice(Math.max(0, offset - NEAR_CHARACTERS), offset).match(/\p{L}{2,}/gu) ?? [];
  return words
    .map((word) => word.toLowerCase())
    .filter((word) => !SAYS_LITTLE.has(word))
    .slice(-NEAR_WORDS);
}
