import type { Fact } from '../fact.ts';
import type { Claim } from './claim.ts';
import { readClaims } from './read-claims.ts';

/** Of the days, so many are promised to come out between P10 and P90. */
export const PROMISED_WITHIN_RANGE_PERCENT = 80;

/** Every number that may be said. */
export interface Known {
  readonly counts: number[];
  /** 12 = 12%. */
  readonly percents: number[];
  /** `2026-11-23`, `2026-11` or `11-23`. */
  readonly dates: Set<string>;
  readonly clocks: Set<string>;
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
const NAME_WITH_DIGITS =
  /\p{L}[\p{L}_.-]*\d{1,3}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:\d+x\d+|\dg)(?!\p{L})/giu;

/** More than any fact says: patterns take long over what is longer. */
const LONGEST_TEXT = 6_000;

/** The numbers that stand in some facts. */
export function knownFrom(facts: readonly Fact[]): Known {
  const known: Known = {
    counts: [],
    percents: [PROMISED_WITHIN_RANGE_PERCENT],
    dates: new Set(),
    clocks: new Set(),
    names: new Set(),
    terms: [],
  };
  for (const { data, source } of facts) {
    learn(data, '', known);
    learn(source, 'source', known);
  }
  return known;
}

function learn(value: unknown, key: string, known: Known): void {
  if (typeof value === 'number') learnNumber(value, key, known);
  else if (typeof value === 'string') learnText(value, key, known);
  else if (Array.isArray(value)) for (const item of value) learn(item, key, known);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) learn(item, name, known);
    learnPart(value, known);
  }
}

/** A part of a plan is named by its dimension too: `age 25-34`. */
function learnPart(value: object, known: Known): void {
  if (!('part' in value && 'dimension' in value)) return;
  learnText(`${value.dimension} ${value.part}`, 'part', known);
}

function learnNumber(value: number, key: string, { counts, percents }: Known): void {
  if (key.endsWith('Percent')) percents.push(value);
  else counts.push(value);
}

function learnText(text: string, key: string, known: Known): void {
  if (NAMES.has(key)) {
    known.names.add(text.toLowerCase());
    return;
  }
  const said = text.slice(0, LONGEST_TEXT).replace(QUOTED, ' ');
  for (const name of said.match(NAME_WITH_DIGITS) ?? []) known.names.add(name.toLowerCase());
  for (const claim of readClaims(said, known.names)) learnClaim(claim, PLAN_WORDS.has(key), known);
}

function learnClaim(claim: Claim, isPlanWord: boolean, known: Known): void {
  if (claim.kind === 'date') learnDate(claim.date, known.dates);
  else if (claim.kind === 'clock') known.clocks.add(claim.time);
  else if (isPlanWord) known.terms.push(claim);
  else if (claim.kind === 'count') known.counts.push(claim.value);
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
