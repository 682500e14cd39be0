import { readClaims } from './read-claims.ts';

/** What comes of ads: no fact tells of it. */
const RESULTS =
  /\b(?:click(?:s|-?through)?|conversions?|cost per|cp[aci]|ctr|installs|revenue|roas|roi|sales|viewab\p{L}*|vtr)\b/iu;

/**
 * Whether a sentence gives a number of clicks, conversions, revenue or other results of ads, which
 * nobody here knows.
 */
export function countsResults(sentence: string): boolean {
  return RESULTS.test(sentence) && readClaims(sentence).length > 0;
}
