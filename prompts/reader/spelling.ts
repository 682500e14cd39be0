import { distance } from 'fastest-levenshtein';

import { gazetteer, isDirection, placeKey } from './places/gazetteer.ts';

/** Words of the language that are easily mistyped. */
const KNOWN_WORDS = [
  ...'women men female male girls boys aged iOS iPhone iPad Android Windows macOS Linux'.split(' '),
  ...'phone mobile tablet desktop video banner display native audio interstitial rewarded'.split(
    ' ',
  ),
  ...'tomorrow today weekend weekdays weekends fortnight frequency budget impressions'.split(' '),
  ...'days week weeks month months January February March April June July August September October'.split(
    ' ',
  ),
  ...'November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday next'.split(' '),
];
const BIG_CITY = 300_000;
const SHORTEST = 4;
const LONGEST = 40;
const MAX_SUGGESTIONS = 3;

interface Candidate {
  name: string;
  weight: number;
}

let candidates: ReadonlyMap<string, Candidate> | undefined;

/** Suggests corrections of a mistyped word by edit distance: up to three, likeliest first. */
export function suggestions(word: string): string[] {
  const key = placeKey(word);
  if (isDirection(key)) return [];
  const [smallPlace] = gazetteer().byName.get(key) ?? [];
  if (smallPlace) return [`in ${smallPlace.name}`];
  if (key.length < SHORTEST || key.length > LONGEST) return [];
  candidates ??= buildCandidates();
  if (candidates.has(key)) return [];
  const allowed = key.length >= 6 ? 2 : 1;
  const near = [...candidates].flatMap(([known, { name, weight }]) => {
    if (known[0] !== key[0] || Math.abs(known.length - key.length) > allowed) return [];
    const edits = distance(key, known);
    return edits > 0 && edits <= allowed ? [{ name, edits, weight }] : [];
  });
  const fewest = Math.min(...near.map(({ edits }) => edits));
  const nearest = near.filter(({ edits }) => edits === fewest).sort((a, b) => b.weight - a.weight);
  return [...new Set(nearest.map(({ name }) => name))].slice(0, MAX_SUGGESTIONS);
}

function buildCandidates(): Map<string, Candidate> {
  const places = [...gazetteer().byName].flatMap(([key, [place]]) =>
    place && place.population >= BIG_CITY && !isDirection(key)
      ? ([[key, { name: place.name, weight: place.population }]] as const)
      : [],
  );
  const words = KNOWN_WORDS.map(
    (name) => [name.toLowerCase(), { name, weight: Number.POSITIVE_INFINITY }] as const,
  );
  return new Map<string, Candidate>([...places, ...words]);
}
