import type { Fact, ToolName } from '../fact.ts';
import { type AllowedNumbers, allowedNumbersOf } from './allowed-numbers.ts';
import { claimsAction } from './claimed-action.ts';
import { domainsIn } from './domains.ts';
import { contradictsItself } from './from-to.ts';
import { countsResults } from './results.ts';
import { isTraced } from './trace.ts';

const CITATION = /\s*\[([a-z]+(?:\s*,\s*[a-z]+)*)\]/g;
const LIST_MARK = /^ ?(?:[-*•–]|\d{1,2}[.)])\s+(?=\p{L})/u;
const EMPHASIS = /\*\*|`|^#+ /g;
const LINK = /\w:\/\/|\bwww\.|\w\.\w+\/\S|@\w+\./;

/** A sentence that may be shown, and the tools whose facts it says it stands on. */
export interface TracedSentence {
  readonly text: string;
  readonly cited: readonly ToolName[];
}

/**
 * Checks a model's sentence against the facts that it cites, and returns it without its citations
 * and marks. Undefined where it cites nothing, or what was not given; where a number is in none of
 * the facts that it cites, rises to less or counts what comes of ads; where it leads elsewhere, or
 * claims that something was done.
 */
export function traceSentence(written: string, facts: readonly Fact[]): TracedSentence | undefined {
  const { text, names } = withoutMarks(written);
  const cited = facts.filter(({ tool }) => names.has(tool));
  if (cited.length === 0 || cited.length < names.size) return undefined;
  const known = allowedNumbersOf(cited);
  const isTrue = isTraced(text, known) && !contradictsItself(text) && !countsResults(text);
  const isShown = isTrue && !claimsAction(text) && !leadsElsewhere(text, known);
  return isShown ? { text, cited: cited.map(({ tool }) => tool) } : undefined;
}

/** Strips a sentence of its Markdown and its citations, and lists what these name. */
function withoutMarks(written: string): { text: string; names: ReadonlySet<string> } {
  const names = new Set<string>();
  const text = written
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(LIST_MARK, '')
    .replace(EMPHASIS, '')
    .replace(CITATION, (_, cited: string) => {
      for (const name of cited.split(/\s*,\s*/)) names.add(name);
      return '';
    })
    .trim();
  return { text, names };
}

/** Whether a text links to anything but what the plan names. */
function leadsElsewhere(text: string, { domains }: AllowedNumbers): boolean {
  return LINK.test(text) || domainsIn(text).some((domain) => !domains.has(domain.toLowerCase()));
}
