import type { ToolName } from '../fact.ts';
import type { Known } from './known.ts';
import { isTraced } from './trace.ts';

const CITATION = /\s*\[([a-z]+(?:\s*,\s*[a-z]+)*)\]/g;
const LIST_MARK = /^ ?(?:[-*•–]|\d{1,2}[.)])\s+(?=\p{L})/u;
const EMPHASIS = /\*\*|`|^#+ /g;
const LINK = /\w:\/\/|\bwww\.|\w\.\w+\/\S|@\w+\./;

/** A sentence that may be shown, and what it says it stands on. */
export interface TracedSentence {
  readonly text: string;
  readonly cited: readonly ToolName[];
}

export interface TraceAgainst {
  readonly known: Known;
  /** The tools whose facts were given. */
  readonly given: ReadonlySet<string>;
}

/**
 * A model's sentence without its citations and marks; undefined where it holds a number that is in
 * no fact, cites what was not given, or leads elsewhere.
 */
export function traceSentence(
  written: string,
  { known, given }: TraceAgainst,
): TracedSentence | undefined {
  const cited: string[] = [];
  const text = written
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(LIST_MARK, '')
    .replace(EMPHASIS, '')
    .replace(CITATION, (_, names: string) => {
      cited.push(...names.split(/\s*,\s*/));
      return '';
    })
    .trim();
  const isShown =
    cited.every((name) => given.has(name)) && !LINK.test(text) && isTraced(text, known);
  return isShown
    ? { text, cited: cited.filter((name): name is ToolName => given.has(name)) }
    : undefined;
}
