import type { Fact } from '../fact.ts';
import type { Claim } from './claim.ts';
import { domainsIn, isDomain } from './domains.ts';
import { readClaims } from './read-claims.ts';
import type { Unit } from './unit.ts';

/** Of the days, so many are promised to come out between P10 and P90. */
export const PROMISED_WITHIN_RANGE_PERCENT = 80;

/** Every number, date and name that an answer may state, for a fact holds it. */
export interface AllowedNumbers {
  readonly counts: { readonly value: number; readonly unit: Unit | undefined }[];
  /** 12 = 12%. */
  readonly percents: number[];
  /** `2026-11-23`, `2026-11` or `11-23`. */
  readonly dates: Set<string>;
  readonly clocks: Set<string>;
  /** Of sites and the like, in lower case. */
  readonly domains: Set<string>;
  /** Words with digits that name something, in lower case. */
  readonly names: Set<string>;
  /** Numbers that people wrote into a plan: said only with the words that stand before them there. */
  readonly terms: Claim[];
}

/** Keys whose text people and data wrote. */
const PLAN_WORDS = new Set([
  'plan',
  'part',
  'dimension',
  'changes',
  'followUp',
  'needed',
  'reason',
]);
/** Keys whose text is a name as a whole. */
const NAMES = new Set(['version', 'modelVersion']);
/** Values that people wrote are quoted: a number in them is nobody's forecast. */
const QUOTED = /"[^"]*"|“[^”]*”/g;
/** What stands around the values of a plan. */
const LIST_MARKS = /["“”,:→]|\b(?:and|any|app|but|instead of|not|on|or|site|without)s?\b/iu;
const NAME_WITH_DIGITS =
  /\p{L}[\p{L}_.-]*\d{1,3}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:\d+x\d+|\dg)(?!\p{L})/giu;

/** More than any fact says: patterns take long over what is longer. */
const LONGEST_TEXT = 6_000;

/** Collects the numbers, dates and names of some facts, to check a model's sentences against. */
export function allowedNumbersOf(facts: readonly Fact[]): AllowedNumbers {
  const known: AllowedNumbers = {
    counts: [],
    percents: [PROMISED_WITHIN_RANGE_PERCENT],
    dates: new Set(),
    clocks: new Set(),
    domains: new Set(),
    names: new Set(),
    terms: [],
  };
  for (const { data, source } of facts) {
    learn(data, { key: '', unit: 'impressions' }, known);
    learnText(source, 'source', known);
  }
  return known;
}

/** Where a value stands in a fact, and what a number there counts. */
interface Place {
  readonly key: string;
  readonly unit: Unit;
}

/** Collects what a value of a fact holds, however deep it is nested. */
function learn(value: unknown, place: Place, known: AllowedNumbers): void {
  if (typeof value === 'number') learnNumber(value, place, known);
  else if (typeof value === 'string') learnText(value, place.key, known);
  else if (Array.isArray(value)) for (const item of value) learn(item, place, known);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      learn(item, { key, unit: unitOf(key) ?? place.unit }, known);
    }
    learnPart(value, known);
  }
}

/** What the numbers below a key count; undefined where that is up to what it stands in. */
function unitOf(key: string): Unit | undefined {
  if (key.startsWith('reach')) return 'people';
  if (key === 'averageFrequency') return 'times';
  if (/^(?:days|daysOld|[a-z]+Days)$/.test(key)) return 'days';
  return undefined;
}

/** A part of a plan is named by its dimension too: `age 25-34`. */
function learnPart(value: object, known: AllowedNumbers): void {
  if (!('part' in value && 'dimension' in value)) return;
  learnText(`${value.dimension} ${value.part}`, 'part', known);
}

function learnNumber(
  value: number,
  { key, unit }: Place,
  { counts, percents }: AllowedNumbers,
): void {
  if (key.endsWith('Percent')) percents.push(value);
  else counts.push({ value, unit });
}

/** Collects the names, domains and numbers that stand in a text of a fact. */
function learnText(text: string, key: string, known: AllowedNumbers): void {
  if (NAMES.has(key)) {
    known.names.add(text.toLowerCase());
    return;
  }
  const read = text.slice(0, LONGEST_TEXT);
  const isPlanWord = PLAN_WORDS.has(key);
  for (const domain of isPlanWord ? itemsOf(read).filter(isDomain) : domainsIn(read)) {
    known.domains.add(domain.toLowerCase());
  }
  const said = read.replace(QUOTED, ' ');
  for (const name of said.match(NAME_WITH_DIGITS) ?? []) known.names.add(name.toLowerCase());
  for (const claim of readClaims(said, known.names)) learnClaim(claim, isPlanWord, known);
}

/** What a plan lists: a name is one as a whole, and not where it stands in a sentence. */
function itemsOf(text: string): string[] {
  return text.split(LIST_MARKS).map((item) => item.trim());
}

function learnClaim(claim: Claim, isPlanWord: boolean, known: AllowedNumbers): void {
  if (claim.kind === 'date') learnDate(claim.date, known.dates);
  else if (claim.kind === 'clock') known.clocks.add(claim.time);
  else if (isPlanWord) known.terms.push(claim);
  else if (claim.kind === 'count') known.counts.push(claim);
  else if (claim.kind === 'percent') known.percents.push(signed(claim));
}

function signed({ value, sign }: { value: number; sign: string | undefined }): number {
  return sign === '-' ? -value : value;
}

/** A day is known with its year and without, and its month with the year. */
function learnDate(date: string, dates: Set<string>): void {
  dates.add(date);
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) dates.add(date.slice(0, 7)).add(date.slice(5));
}
