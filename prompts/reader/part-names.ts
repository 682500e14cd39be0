import { CAP } from './cap.ts';
import type { Finding, PlanPart } from './finding.ts';
import type { UnreadText } from './unread-text.ts';

/** What people call the parts of a plan: alternatives of a regular expression without groups. */
const PART_WORDS: Readonly<Record<PlanPart, string>> = {
  age: 'ages?(?:\\s+(?:ranges?|groups?|brackets?))?',
  gender: 'genders?|sex',
  deviceType: 'devices?(?:\\s+types?)?',
  os: 'os|operating\\s+systems?|platforms?|systems?',
  browser: 'browsers?',
  connection: 'connections?(?:\\s+types?)?',
  language: 'languages?',
  geo: 'places?|locations?|geo(?:s|graphy)?|cit(?:y|ies)|countr(?:y|ies)|regions?|states?|areas?',
  site: 'sites?',
  app: 'apps?',
  category: 'categor(?:y|ies)',
  adUnit: 'ad\\s+units?',
  format: 'formats?',
  size: 'sizes?',
  position: 'positions?',
  segment: 'segments?',
  dayparts: 'day\\s?parts?|hours|times?(?:\\s+of\\s+(?:the\\s+)?day)?',
  flight: 'flights?|dates?',
  goal: '(?:impressions?\\s+)?goals?',
  bidCpm: 'bids?|cpm(?:\\s+bid)?',
  budget: '(?:daily\\s+)?budgets?',
  frequencyCap: CAP,
};
const TAIL = '(?:\\s+(?:targeting|filters?|limits?|restrictions?|conditions?))?';
const THE = '(?:(?:the|any|an?|its?|all|more)\\s+){0,2}';

/** The name of a part, as an alternative of a regular expression without groups. */
export const PART_NAME = `(?:${Object.values(PART_WORDS).join('|')})${TAIL}`;

/** A name stands for the whole part where no value follows it. */
const NAMES = `${THE}${PART_NAME}(?:\\s*(?:,|and|or|&|nor)\\s*${THE}${PART_NAME})*(?=\\s*(?:$|[,.;:!?&)·]|(?:and|or|but|in|on|for|from|please|at\\s+all)\\b))`;
const LIFTING = new RegExp(
  `\\b(?:no|without|remove|drop|(?<any>any|all|every))\\s+(?<names>${NAMES})`,
  'g',
);
const NAMED = new RegExp(`(?<=^\\s*|[,&]\\s*|\\b(?:and|or)\\s+)\\b${NAMES}`, 'g');
const ONLY_NAMES = new RegExp(`^\\s*${NAMES}\\s*$`);
const UNCAPPED = /\b(?:uncapped|not\s+capped)\b/g;
/** 'All cities' may be any city, or the cities just named; 'all flights' means nothing. */
const NOT_ANY: readonly PlanPart[] = ['geo', 'flight', 'goal', 'bidCpm', 'budget', 'frequencyCap'];
/** 'No apps' may take the apps away, or the restriction to some. */
const NOT_NO: readonly PlanPart[] = ['app', 'site', 'deviceType'];

/** Parses restrictions to lift from the plan: 'no cap', 'without the age', 'any browser'. */
export function readLiftedParts(text: UnreadText): Finding {
  const lifted = text.find(LIFTING).flatMap((match) => {
    const parts = partsIn(match.groups?.names ?? '');
    const unclear = match.groups?.any ? NOT_ANY : NOT_NO;
    if (parts.some((part) => unclear.includes(part))) return [];
    text.markRead(match.index, match.index + match[0].length);
    return parts;
  });
  return { lifted: [...lifted, ...text.take(UNCAPPED).map(() => 'frequencyCap' as const)] };
}

/** Parses the names of parts, where it is said already that they go: 'the age', 'place and cap'. */
export function readPartNames(text: UnreadText): Finding {
  return { lifted: text.take(NAMED).flatMap(([names]) => partsIn(names)) };
}

/** True for words that name parts and nothing else. */
export function areNames(words: string): boolean {
  return ONLY_NAMES.test(words);
}

function partsIn(names: string): PlanPart[] {
  return names.split(/\s*(?:,|\band\b|\bor\b|\bnor\b|&)\s*/).flatMap((name) => {
    const entry = Object.entries(PART_WORDS).find(([, words]) =>
      new RegExp(`^${THE}(?:${words})${TAIL}$`).test(name),
    );
    return entry ? [entry[0] as PlanPart] : [];
  });
}
