import { isTestPath, type Passage } from '../passages/passage.ts';
import { firstSentences } from './first-sentence.ts';
import { inTurns, type TurnOptions } from './in-turns.ts';

const IDENTIFIER = /[A-Za-z_$][\w$]*/g;
const SHORTEST_NAME = 3;
const MOST_SPEAKERS = 5;
const MOST_WORDS = 60;
/** What begins a line that others may name what it defines. */
const EXPORT = /^(?:export|pub)\b/;
const NOT_CODE = /\.(mdx?|s?css|ya?ml|toml|html)$/;

interface Speech {
  readonly words: string;
  /** Those that speak of little else come first, the lowest first. */
  readonly others: number;
}

/**
 * Collects what others say of each passage, as links speak of a page: the titles of tests that name
 * it, and the comments of code that uses it. A name that several export is nobody's.
 */
export async function anchorTextsOf(
  passages: readonly Passage[],
  options: TurnOptions = {},
): Promise<string[]> {
  options.signal?.throwIfAborted();
  const owners = ownersOf(passages);
  const said = passages.map((): Speech[] => []);
  const hear = (passage: Passage) => {
    const words = speechOf(passage);
    if (words === '') return;
    const named = namedIn(passage, owners);
    for (const id of named) {
      const owner = passages[id];
      if (!owner || owner.path === passage.path) continue;
      const others = testedBy(passage.path) === owner.path ? 0 : named.size;
      said[id]?.push({ words, others });
    }
  };
  await inTurns(passages, hear, options);
  return said.map(together);
}

function together(said: readonly Speech[]): string {
  const sorted = said.toSorted((one, other) => one.others - other.others);
  const speeches = [...new Set(sorted.map(({ words }) => words))];
  return speeches.slice(0, MOST_SPEAKERS).join(' ').split(/\s+/, MOST_WORDS).join(' ');
}

function testedBy(path: string): string {
  return path.replace(/[._-](?:test|spec)\./, '.');
}

/** The passages whose names a passage uses. */
function namedIn({ text }: Passage, owners: ReadonlyMap<string, number>): Set<number> {
  const named = new Set<number>();
  for (const name of text.match(IDENTIFIER) ?? []) {
    const owner = owners.get(name);
    if (owner !== undefined) named.add(owner);
  }
  return named;
}

/** The passage that a name stands for: the only one that defines it, or the only one that exports it. */
function ownersOf(passages: readonly Passage[]): Map<string, number> {
  const definitions = new Map<string, number[]>();
  for (const [id, { path, symbols }] of passages.entries()) {
    if (isTestPath(path) || NOT_CODE.test(path)) continue;
    for (const name of symbols) {
      if (name.length < SHORTEST_NAME) continue;
      const known = definitions.get(name);
      if (known) known.push(id);
      else definitions.set(name, [id]);
    }
  }
  const owners = new Map<string, number>();
  for (const [name, ids] of definitions) {
    const [only, ...others] =
      ids.length > 1 ? ids.filter((id) => exports(passages[id], name)) : ids;
    if (only !== undefined && others.length === 0) owners.set(name, only);
  }
  return owners;
}

function exports(passage: Passage | undefined, name: string): boolean {
  const lines = passage?.text.split('\n') ?? [];
  return lines.some((line) => EXPORT.test(line) && line.match(IDENTIFIER)?.includes(name));
}

function speechOf({ path, symbols, doc }: Passage): string {
  if (isTestPath(path)) return symbols.filter((symbol) => symbol.includes(' ')).join(' ');
  return NOT_CODE.test(path) ? '' : firstSentences(doc).join('. ');
}
