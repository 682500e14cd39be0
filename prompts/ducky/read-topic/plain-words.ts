import { cleanText, foldText } from '../../reader/clean.ts';

/** Chat abbreviations and slips, as people write them in a hurry, with what they stand for. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  y: 'why',
  r: 'are',
  u: 'you',
  ur: 'your',
  n: 'and',
  hw: 'how',
  wat: 'what',
  wht: 'what',
  wot: 'what',
  whats: 'what is',
  hows: 'how is',
  whys: 'why is',
  wheres: 'where is',
  whens: 'when is',
  whos: 'who is',
  thats: 'that is',
  its: 'it is',
  isnt: 'is not',
  arent: 'are not',
  doesnt: 'does not',
  didnt: 'did not',
  dont: 'do not',
  cant: 'can not',
  wont: 'will not',
  cud: 'could',
  shud: 'should',
  wud: 'would',
  b4: 'before',
  yest: 'yesterday',
  yday: 'yesterday',
  lw: 'last week',
  wk: 'week',
  wks: 'weeks',
  prev: 'previous',
  diff: 'difference',
  avg: 'average',
  conf: 'confidence',
  freq: 'frequency',
  def: 'definition',
  fcst: 'forecast',
  imp: 'impressions',
  info: 'information',
  perf: 'performance',
  mor: 'more',
  pls: 'please',
  plz: 'please',
};
/** Beyond these words a text is no longer a question in a chat. */
const MAX_WORDS = 80;
const MAX_LENGTH = 2_000;
const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\b(what|how|why|where|when|who|that|it|there)'s\b/g, '$1 is'],
  [/\bcan't\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/n't\b/g, ' not'],
  [/'(?:re)\b/g, ' are'],
  [/'(?:ve)\b/g, ' have'],
  [/'(?:ll)\b/g, ' will'],
  [/'(?:d)\b/g, ' would'],
  [/'s\b/g, ''],
];
const WORD = /[\p{L}\p{N}]+(?:[-.,/][\p{L}\p{N}]+)*/gu;

/**
 * Splits a question into words, in lower case, abbreviations and contractions written out; none
 * where it is too long for a question.
 */
export function plainWords(text: string): string[] {
  if (text.length > MAX_LENGTH) return [];
  const folded = CONTRACTIONS.reduce(
    (words, [form, full]) => words.replace(form, full),
    foldText(cleanText(text)),
  );
  const words = folded.match(WORD) ?? [];
  if (words.length > MAX_WORDS) return [];
  return words.flatMap((word) => writtenOut(word).split(' '));
}

function writtenOut(word: string): string {
  return Object.hasOwn(SHORT_FORMS, word) ? (SHORT_FORMS[word] ?? word) : word;
}
