import { foldText } from '../clean.ts';
import { maskQuotes } from '../follow-up/clauses.ts';

/** The words of the two plans to compare. */
export type Sides = readonly [first: string, second: string];

/** How a text asks for a comparison, if it does. */
export type Comparison =
  | { kind: 'none' }
  /** More than two plans. */
  | { kind: 'many' }
  /** 'iOS vs Android': the sides are told apart. */
  | { kind: 'versus'; sides: Sides }
  /** 'compare iOS and Android': the words that may stand between the sides, the clearest first. */
  | { kind: 'listed'; text: string; separators: Separator[][] };

/** Where words that may stand between two sides begin and end. */
export interface Separator {
  start: number;
  end: number;
}

/** 'With and without the cap' compares too. */
const VERSUS =
  /(?<=\bwith\s{1,3})(?:and|or)(?=\s+without\b)|\b(?:vs?|versus|(?:compare[sd]?|comparison)\s+(?:to|with|against)|against)(?![\p{L}\p{N}])\.?/gu;
const LEAD = /\b(?:compar(?:e|es|ing|ison)|differences?)\b(?:\s+(?:of|between)\b)?/;
const SEPARATORS = [/\b(?:with|against)\b/g, /\bto\b/g, /\band\b|&/g, /,/g];

/** Finds the two sides that a cleaned text compares. */
export function sidesOf(text: string): Comparison {
  const [versus, another] = maskQuotes(foldText(text)).matchAll(VERSUS);
  if (another) return { kind: 'many' };
  if (versus) {
    const { index: start } = versus;
    const sides = splitAt(text, { start, end: start + versus[0].length });
    return { kind: 'versus', sides: [withoutLead(sides[0]), withoutLead(sides[1])] };
  }
  const rest = withoutLead(text);
  if (rest === text) return { kind: 'none' };
  const folded = maskQuotes(foldText(rest));
  const separators = SEPARATORS.map((pattern) =>
    Array.from(folded.matchAll(pattern), ({ index, 0: { length } }) => ({
      start: index,
      end: index + length,
    })),
  );
  return { kind: 'listed', text: rest, separators };
}

/** The words before and after a separator. */
export function splitAt(text: string, { start, end }: Separator): Sides {
  return [text.slice(0, start), text.slice(end)];
}

function withoutLead(text: string): string {
  const lead = LEAD.exec(maskQuotes(foldText(text)));
  if (!lead) return text;
  return `${text.slice(0, lead.index)} ${text.slice(lead.index + lead[0].length)}`;
}
