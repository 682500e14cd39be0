import { readFileSync } from 'node:fs';

import { stemmer } from 'stemmer';

const THESAURUS = new URL('./thesaurus.txt', import.meta.url);

let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Looks up the synonyms of these stems in the thesaurus, without the stems themselves. */
export function synonymsOf(words: readonly string[]): string[] {
  known ??= readThesaurus(readFileSync(THESAURUS, 'utf8'));
  const groups = known;
  const others = words.flatMap((word) => [...(groups.get(word) ?? [])]);
  return [...new Set(others)].filter((word) => !words.includes(word));
}

/**
 * Parses the thesaurus: by stem, all stems that share a line with it; a line holds words that
 * people put for each other.
 */
function readThesaurus(text: string): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const line of text.trim().split('\n')) {
    const stems = line.split(' ').map((word) => stemmer(word));
    for (const stem of stems) groups.set(stem, new Set([...(groups.get(stem) ?? []), ...stems]));
  }
  return groups;
}
