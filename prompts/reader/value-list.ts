import type { UnreadText } from './unread-text.ts';

/** What people write for one value: alternatives of a regular expression without groups. */
export type Lexicon = Readonly<Record<string, string>>;

/** Words before values that take them away instead of asking for them. */
export const NEGATION =
  '(?:but\\s+not|not|non|no|except(?:\\s+for)?|excluding|exclude|excl\\.?|without|outside(?:\\s+of)?|nor)';

const LINK = '(?:in|on|the|for|to|any)';
const SEPARATOR = '\\s*(?:,\\s*(?:and|or|nor)?|and|or|nor|&|\\/|\\+)\\s*';

export interface FoundValues {
  include: string[];
  exclude: string[];
}

/** Takes every list of the lexicon's words from the text: 'iOS or Android', 'not on Windows'. */
export function takeValues(text: UnreadText, lexicon: Lexicon): FoundValues {
  const term = `\\b(?:${Object.values(lexicon).join('|')})\\b`;
  const lists = text.take(
    new RegExp(
      `(?:\\b(?<not>${NEGATION})[\\s-]{1,3}(?:${LINK}\\s+){0,3})?(?<list>${term}(?:${SEPARATOR}${term})*)`,
      'g',
    ),
  );
  const found: FoundValues = { include: [], exclude: [] };
  for (const { groups } of lists) {
    const side = groups?.not ? found.exclude : found.include;
    side.push(...valuesIn(groups?.list ?? '', lexicon, term));
  }
  return found;
}

function valuesIn(list: string, lexicon: Lexicon, term: string): string[] {
  return Array.from(list.matchAll(new RegExp(term, 'g')), ([written]) => {
    const entry = Object.entries(lexicon).find(([, words]) =>
      new RegExp(`^(?:${words})$`).test(written),
    );
    return entry?.[0] ?? written;
  });
}
