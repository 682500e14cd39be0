import type { ReadingContext } from '../../reading.ts';
import { quote } from '../clean.ts';
import { ask, type Finding, listFinding } from '../finding.ts';
import { READ_MARK, type UnreadText, type Word } from '../unread-text.ts';
import { gazetteer, isDirection, type Place, placeKey } from './gazetteer.ts';
import { isIntroduction, type Mention, mentionAt } from './lookup.ts';
import { choose, qualifiedLabel, within } from './resolve.ts';

const NEGATIONS = new Set(['not', 'except', 'excluding', 'exclude', 'outside', 'without', 'minus']);
/** Words that may stand between a negation and its place, or between two places. */
const LINKS = new Set('in the and or nor of for from city state region on'.split(' '));
const EVERYWHERE =
  /\b(?:everywhere|worldwide|anywhere|globally|global|any\s+(?:place|location|city|region|country)|all\s+(?:places|locations|countries)|whole\s+world)\b/g;
/** 'but not' is 'not'; any other 'but' ('all but Delhi') must be asked about. */
const IDLE_BUT = /\bbut\s+(?=(?:not|except|excluding|outside|without)\b)/g;

interface NamedPlace {
  words: string;
  excluded: boolean;
  places: readonly Place[];
}

/**
 * Parses the places to target or to exclude: 'in Mumbai and Pune', 'India except Delhi',
 * 'Birmingham, Alabama', 'IN-KA'.
 */
export function readPlaces(text: UnreadText, context: ReadingContext): Finding {
  text.take(IDLE_BUT);
  const everywhere = text.take(EVERYWHERE).length > 0;
  const named = takePlaces(text, context);
  const countries = new Set(
    named.flatMap(({ places }) => (places.length === 1 ? (places[0]?.country ?? []) : [])),
  );
  const settled = named.map((one) => settle(one, countries));
  const unclear = settled.find(({ places }) => places.length > 1);
  if (unclear) return askWhich(unclear);
  const [include, exclude] = [placesOf(settled, false), placesOf(settled, true)];
  const both = settled.find((one) => one.excluded && include.includes(one.places[0]?.value ?? ''));
  if (both) return askInOrOut(both);
  const finding = listFinding('geo', { include, exclude });
  return everywhere ? { ...finding, lifted: ['geo'] } : finding;
}

function placesOf(named: readonly NamedPlace[], excluded: boolean): string[] {
  return named
    .filter((one) => one.excluded === excluded)
    .flatMap(({ places }) => places[0]?.value ?? []);
}

function askInOrOut({ words }: NamedPlace): Finding {
  return ask(
    'geo',
    `I read ${quote(words)} as both in and left out. Write it once; for a region of that name, such as “New York state”.`,
    { words },
  );
}

/** A name that several places bear means the one in a country named beside it. */
function settle(named: NamedPlace, countries: ReadonlySet<string>): NamedPlace {
  if (named.places.length < 2) return named;
  const beside = named.places.filter(({ country }) => countries.has(country));
  return beside.length === 1 ? { ...named, places: beside } : named;
}

function askWhich({ words, places }: NamedPlace): Finding {
  const options = places.slice(0, 5).map((place) => qualifiedLabel(place));
  return ask('geo', `Which ${quote(words)}: ${options.join(' or ')}?`, { words, options });
}

/** Takes every place that a text names, with whether 'not' or 'except' before it excludes it. */
function takePlaces(text: UnreadText, { vocabulary }: ReadingContext): NamedPlace[] {
  const words = text.words();
  const found: NamedPlace[] = [];
  let state: State = { negation: undefined, afterPlace: false };
  for (let at = 0; at < words.length; ) {
    const word = words[at];
    if (!word) break;
    if (word.gap.includes(READ_MARK)) state = { ...state, negation: undefined };
    const mention = placeAt(words, at, state);
    if (!mention) {
      state = stateAfter(word, state);
      at += 1;
      continue;
    }
    const { negation } = state;
    const end = words[mention.to - 1]?.end ?? word.end;
    found.push({
      words: text.raw.slice(word.start, end),
      excluded: negation !== undefined,
      places: choose(mention.candidates, vocabulary),
    });
    if (negation) text.markRead(negation.start, negation.end);
    text.markRead(word.start, end);
    state = { negation, afterPlace: true };
    at = mention.to;
  }
  return found;
}

/** What has been read just before a word. */
interface State {
  /** The word that takes the next places away. */
  negation: Word | undefined;
  afterPlace: boolean;
}

/** The place named at word `at`; one narrowed by its area, 'Mobile, Alabama', needs no 'in'. */
function placeAt(words: readonly Word[], at: number, { afterPlace }: State): Mention | undefined {
  const [word, next, previous] = [words[at], words[at + 1], words[at - 1]];
  if (!word || isPlaceless(word, next)) return undefined;
  const introduced = afterPlace || (previous !== undefined && isIntroduction(previous));
  const mention = mentionAt(words, at, true);
  if (!mention) return undefined;
  const narrowed = narrowedByArea(words, mention);
  if (narrowed || isOnlyDirection(words, mention)) return narrowed;
  return introduced ? mention : mentionAt(words, at, false);
}

/** 'South' is a region of Cameroon, but not in 'South India', nor in 'minus the South'. */
function isOnlyDirection(words: readonly Word[], { from, to }: Mention): boolean {
  return words.slice(from, to).every(({ folded }) => isDirection(folded));
}

/** 'in' is a word, but begins a name in 'IN-KA' and 'IN/Pune'. */
function isPlaceless({ folded }: Word, next: Word | undefined): boolean {
  return NEGATIONS.has(folded) || (LINKS.has(folded) && !/^[-/]$/.test(next?.gap ?? ''));
}

/** 'not in Delhi and Pune' excludes both; 'not Delhi, in Pune' only the first. */
function stateAfter(word: Word, { negation, afterPlace }: State): State {
  const { folded } = word;
  const isLink = LINKS.has(folded) && !(folded === 'in' && afterPlace);
  return {
    negation: NEGATIONS.has(folded) ? word : isLink ? negation : undefined,
    afterPlace: afterPlace && (folded === 'and' || folded === 'or'),
  };
}

/** The mention narrowed by what follows: 'Birmingham, Alabama', 'Paris in Texas', 'Georgia (country)'. */
function narrowedByArea(words: readonly Word[], mention: Mention): Mention | undefined {
  const next = words[mention.to];
  if (!next) return undefined;
  if (next.folded === 'country' && /^\s*\($/.test(next.gap)) return asCountry(mention);
  if (!/^'?\s*,?\s*$/.test(next.gap)) return undefined;
  const isAmbiguous = choose(mention.candidates).length > 1;
  const at = next.folded === 'in' && isAmbiguous ? mention.to + 1 : mention.to;
  for (const area of areasAt(words, at, mention)) {
    const known = within(mention.candidates, area.place);
    const candidates = known.length > 0 ? known : abroad(mention.candidates, area.place);
    if (candidates.length > 0) return { from: mention.from, to: area.to, candidates };
  }
  return undefined;
}

/** 'London, Ontario' is in Canada, though the gazetteer knows no region of its cities. */
function abroad(candidates: readonly Place[], { kind, country }: Place): Place[] {
  const isAtHome = choose(candidates).some((place) => place.country === country);
  if (kind !== 'region' || isAtHome) return [];
  return candidates.filter((place) => place.country === country && place.region === undefined);
}

/** Of 'Georgia (country)', the country alone. */
function asCountry({ from, to, candidates }: Mention): Mention | undefined {
  const countries = candidates.filter(({ kind }) => kind === 'country');
  return countries.length > 0 ? { from, to: to + 1, candidates: countries } : undefined;
}

/** The countries and regions named at word `at`, also by a bare code, the AL of 'Mobile, AL'. */
function areasAt(words: readonly Word[], at: number, mention: Mention) {
  const found = mentionAt(words, at, true);
  const named = (found ? areasNamed(words, found) : []).map((place) => ({
    place,
    to: found?.to ?? at,
  }));
  const code = words[at]?.raw ?? '';
  const states = mention.candidates
    .filter(({ region, country }) => region === `${country}-${code}`)
    .map(({ region = '', country }) => ({
      place: { value: region, name: code, country, kind: 'region' as const, population: 0 },
      to: at + 1,
    }));
  return [...states, ...named];
}

/** What a name means as an area: after 'Rochester', New York is the state. */
function areasNamed(words: readonly Word[], { from, to, candidates }: Mention): readonly Place[] {
  const areas = candidates.filter(({ kind }) => kind !== 'city');
  if (areas.length > 0) return areas;
  const name = words.slice(from, to).map(({ folded }) => folded);
  return gazetteer().byName.get(placeKey(`${name.join(' ')} state`)) ?? [];
}
