import type { AllowedNumbers } from './allowed-numbers.ts';
import type { Claim } from './claim.ts';
import { readClaims } from './read-claims.ts';
import type { Unit } from './unit.ts';

type Amount = Extract<Claim, { value: number }>;

/** For what binary fractions lose. */
const EPSILON = 1e-9;

/** Verifies that every number of a text stands in the facts, rounded as it is written. */
export function isTraced(text: string, known: AllowedNumbers): boolean {
  return readClaims(text, known.names).every((claim) => isKnown(claim, known));
}

function isKnown(claim: Claim, known: AllowedNumbers): boolean {
  switch (claim.kind) {
    case 'date':
      return known.dates.has(claim.date);
    case 'clock':
      return known.clocks.has(claim.time);
    case 'unreadable':
      return false;
    default:
      return valuesFor(claim, known).some((value) => isSame(claim, value)) || isTerm(claim, known);
  }
}

/** The values that an amount of this kind may have been rounded from. */
function valuesFor(amount: Amount, { counts, percents }: AllowedNumbers): number[] {
  const counted = (wanted: Unit | undefined) =>
    counts
      .filter(({ unit }) => wanted === undefined || unit === undefined || unit === wanted)
      .map(({ value }) => value);
  switch (amount.kind) {
    case 'percent':
      return percents;
    case 'count':
      return counted(amount.unit);
    case 'times': {
      const factors = percents.map((percent) => 1 + percent / 100);
      const shares = amount.value < 1 ? percents.map((percent) => percent / 100) : [];
      return [...counted('times'), ...factors, ...shares];
    }
  }
}

/**
 * Whether an amount is a known value within its rounding. Where it is said whether it is more or
 * less, that must be right.
 */
function isSame({ value, tolerance, sign }: Amount, known: number): boolean {
  if (sign === '+' && known < 0) return false;
  if (sign === '-' && known > 0) return false;
  return Math.abs(Math.abs(known) - value) <= tolerance + value * EPSILON;
}

/** Whether it is a number of the plan itself, said with a word that stands before it there. */
function isTerm(claim: Amount, { terms }: AllowedNumbers): boolean {
  return terms.some(
    (term) =>
      term.kind === claim.kind &&
      isSame(claim, term.value) &&
      term.near.some((word) => claim.near.includes(word)),
  );
}
