import type { ForecastFact } from '../plan-facts.ts';
import { confidence, limit, promise, range, reach, total } from './forecast-parts.ts';

type Part = readonly [about: RegExp, say: (forecast: ForecastFact) => string];

/** Parts of a forecast that a question may ask for by name, in the order in which they are told. */
const PARTS: readonly Part[] = [
  [
    /\b(?:total|altogether|overall|in all|(?:whole|entire|over the) (?:flight|period|campaign))\b/i,
    total,
  ],
  [
    /\b(?:promis|commit|guarantee|safe|worst[ -]case|minimum|conservative|cautious|pessimistic)/i,
    promise,
  ],
  [/\b(?:ranges?|wide|narrow|spread|p10|p90)\b/i, range],
  [/\b(?:confiden|sure|certain|uncertain|unsure|ranges?\b|wide\b|narrow|spread)/i, confidence],
  [/\b(?:limit|restrict|constrain|caps?\b|capped|capping|hold|bottleneck|stop|prevent)/i, limit],
  [/\b(?:reach|people|users?|unique|frequency(?! cap)|often\b.*\bse(?:e|en))\b/i, reach],
];

/**
 * Tells the parts of a forecast that a question asks for by name, such as its range, confidence or
 * reach; empty where it asks for none.
 */
export function singledOut(text: string, forecast: ForecastFact): string[] {
  return PARTS.flatMap(([about, say]) => (about.test(text) ? [say(forecast)] : []));
}
