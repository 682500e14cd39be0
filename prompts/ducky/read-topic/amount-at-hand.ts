import { findTerms } from '../glossary.ts';
import { plainWords } from './plain-words.ts';

/** The terms that are amounts in every forecast. */
const AMOUNTS = new Set([
  'P10',
  'P50',
  'P90',
  'range',
  'impressions',
  'reach',
  'average frequency',
  'delivery',
  'confidence',
]);
/** What stands around a term without asking for more than the term. */
const AROUND = new Set(
  'what is are was and or so tell me show give please again hi hey ducky'.split(' '),
);
const OF_A_FORECAST = new Set('the this that our my these its'.split(' '));

/**
 * True for a question about a number of the forecast at hand: 'what is the reach?'; the question
 * 'what is reach' asks for the word's meaning.
 */
export function asksForAmount(text: string): boolean {
  const said = plainWords(text).join(' ');
  const terms = findTerms(said);
  if (terms.length === 0 || !terms.every(({ term }) => AMOUNTS.has(term.name))) return false;
  const rest = terms.reduceRight(
    (left, { start, end }) => left.slice(0, start) + left.slice(end),
    said,
  );
  const others = rest.split(' ').filter(Boolean);
  return (
    others.some((word) => OF_A_FORECAST.has(word)) &&
    others.every((word) => AROUND.has(word) || OF_A_FORECAST.has(word))
  );
}
