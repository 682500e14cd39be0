import type { Question, Reading, ReadingContext } from '../../reading.ts';
import { ask } from '../finding.ts';
import type { Change } from '../follow-up/change.ts';
import { compareSides, HOW_TO_COMPARE } from './compare-sides.ts';
import { readSides, type Side } from './read-sides.ts';
import { type Comparison, type Separator, splitAt } from './sides.ts';

type Listed = Extract<Comparison, { kind: 'listed' }>;

/** Every one is tried; no sentence of a person has more. */
const MAX_SEPARATORS = 12;

/** Reads 'compare iOS and Android in Mumbai': the sides are where both name one value of a part. */
export function readListed(listed: Listed, context: ReadingContext): Reading {
  const all = listed.separators.flat();
  const [only] = all;
  if (!only) return compareAt(undefined, listed, context);
  if (all.length === 1) return compareAt(only, listed, context);
  if (all.length > MAX_SEPARATORS) return askForTwo();
  for (const separators of listed.separators) {
    const fitting = separators.filter((separator) => isFitting(separator, listed, context));
    const [fit] = fitting;
    if (fitting.length === 1) return compareAt(fit, listed, context);
    if (fitting.length > 1) return askWhichSides(fitting, listed);
  }
  return askForTwo();
}

/** Without a separator, what is named is compared with the plan before. */
function compareAt(
  separator: Separator | undefined,
  { text }: Listed,
  context: ReadingContext,
): Reading {
  const sides = separator ? splitAt(text, separator) : (['', text] as const);
  return compareSides(sides, context);
}

/** True where 'and' or a comma parts two plans: both sides name one value of the same part. */
function isFitting(separator: Separator, listed: Listed, context: ReadingContext): boolean {
  const { first, second, common } = readSides(splitAt(listed.text, separator), context);
  const isSingle = ({ changes }: Side) =>
    [...common].every((part) => changes.every((change) => valuesOf(change, part) <= 1));
  if (common.size === 0 || !isSingle(first) || !isSingle(second)) return false;
  return compareAt(separator, listed, context).kind === 'compare';
}

function valuesOf({ finding: { targeting = {} } }: Change, part: string): number {
  const values: unknown = targeting[part as keyof typeof targeting];
  if (Array.isArray(values)) return values.length;
  return values && typeof values === 'object' && 'include' in values
    ? (values.include as unknown[]).length
    : 1;
}

function askWhichSides(separators: readonly Separator[], { text }: Listed): Question {
  const options = separators.map((separator) =>
    splitAt(text, separator)
      .map((side) => side.trim())
      .join(' vs '),
  );
  return ask('text', 'Which two shall I compare?', { words: text.trim(), options }).question;
}

/** Asks back where more than two plans are to be compared. */
export function askForTwo(): Question {
  return ask('text', `I compare two plans at a time. ${HOW_TO_COMPARE}`).question;
}
