/**
 * What a number counts. Requests are impressions that are available; money and results, such as
 * clicks, are in no fact but where a plan names them.
 */
export type Unit = 'people' | 'impressions' | 'days' | 'times' | 'money' | 'results';

const NOUNS: readonly (readonly [unit: Unit, nouns: string])[] = [
  ['people', 'people|persons?|users?|viewers?'],
  ['impressions', 'impressions?|imps?|requests?'],
  ['days', 'days?'],
  ['times', 'times'],
  ['money', 'dollars?|euros?|pounds?|rupees?|cents?|usd|eur|gbp|inr'],
  ['results', 'clicks?|conversions?|installs?|leads?|orders?|purchases?|sales|views?'],
];
const OTHER_NOUNS = 'hours?|weeks?|months?';
/** What may stand between a number and its noun. */
const ADJECTIVES =
  '(?:(?:ad|available|bid|different|forecast|matching|measured|more|reached|unique|whole)[\\s-]){0,2}';

/** What follows a number that counts something in particular, as the source of a pattern. */
export const COUNTED = `[\\s-]?${ADJECTIVES}(?:${NOUNS.map(([, nouns]) => nouns).join('|')}|${OTHER_NOUNS})\\b`;

const BY_NOUN = NOUNS.map(
  ([unit, nouns]) => [unit, new RegExp(`^[\\s-]?${ADJECTIVES}(?:${nouns})\\b`, 'iu')] as const,
);

const CURRENCY = /(?:\p{Sc}|\b(?:usd|eur|gbp|inr|rs\.?))\s?$/iu;

/** What a number counts by the words around it; undefined where they do not tell. */
export function unitBetween(before: string, behind: string): Unit | undefined {
  if (CURRENCY.test(before)) return 'money';
  return BY_NOUN.find(([, pattern]) => pattern.test(behind))?.[0];
}
