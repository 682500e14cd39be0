import type { Word } from '../unread-text.ts';
import { PLACE_ALIASES } from './aliases.ts';
import { gazetteer, type Place, placeKey } from './gazetteer.ts';

/** Words of the text that name a place. */
export interface Mention {
  /** Index of the first word and of the word after the last. */
  from: number;
  to: number;
  /** What can be meant, largest first; never empty. */
  candidates: readonly Place[];
}

const MAX_WORDS = 5;
/** What may stand between the words of one name. */
const NAME_GAP = /^[\s.'/-]*$/;
/** Words that stand before a place. */
const INTRODUCTIONS = new Set(
  'in from across around near within outside except excluding not of the for city state'.split(' '),
);
/** Below this many inhabitants a city must be introduced: 'Best' and 'Date' are cities too. */
const WELL_KNOWN = 300_000;
/** Two-letter codes of countries that are English words. */
const WORD_CODES = new Set('AM AS AT BE BY DO GO HE ID IN IS IT ME MY NO PM SO TO TV'.split(' '));

/** The longest place name that starts at word `at`; undefined where there is none. */
export function mentionAt(
  words: readonly Word[],
  at: number,
  introduced: boolean,
): Mention | undefined {
  const longest = nameLength(words, at);
  for (let length = longest; length > 0; length -= 1) {
    const named = words.slice(at, at + length);
    const candidates = placesNamed(named, introduced);
    if (candidates.length > 0) return { from: at, to: at + length, candidates };
  }
  return undefined;
}

/** True where the word before says that a place follows. */
export function isIntroduction(word: Word): boolean {
  return INTRODUCTIONS.has(word.folded);
}

function nameLength(words: readonly Word[], at: number): number {
  let length = 1;
  while (length < MAX_WORDS && NAME_GAP.test(words[at + length]?.gap ?? ',')) length += 1;
  return length;
}

/** Looks words up as a place's code or name; lower-case codes and small towns need an 'in'. */
function placesNamed(words: readonly Word[], introduced: boolean): readonly Place[] {
  const { byName, byValue } = gazetteer();
  const raw = words.map((word, index) => (index === 0 ? '' : word.gap) + word.raw).join('');
  const key = placeKey(raw);
  const coded = byValue.get(raw);
  if (coded && !WORD_CODES.has(raw) && !Object.hasOwn(PLACE_ALIASES, key)) return [coded];
  if (key.length > 2) return knownByName(key, introduced);
  if (WORD_CODES.has(key.toUpperCase())) return [];
  if (!introduced && raw !== raw.toUpperCase()) return [];
  return byName.get(key) ?? list(byValue.get(key.toUpperCase()));
}

function knownByName(key: string, introduced: boolean): readonly Place[] {
  const places = gazetteer().byName.get(key) ?? [];
  return introduced || places.some(isWellKnown) ? places : [];
}

function list(place: Place | undefined): Place[] {
  return place ? [place] : [];
}

function isWellKnown({ kind, population }: Place): boolean {
  return kind !== 'city' || population >= WELL_KNOWN;
}
