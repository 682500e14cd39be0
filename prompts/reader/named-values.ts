import { LIST_DIMENSIONS, type ListDimension } from '../../data/dimensions.ts';
import type { ListTargeting } from '../../data/plan.ts';
import type { Finding } from './finding.ts';
import { STOP_WORDS } from './stop-words.ts';
import type { UnreadText } from './unread-text.ts';

/** The word that names a dimension in a text, before its values: `site "example.com"`. */
export const DIMENSION_WORDS: Readonly<Record<ListDimension, string>> = {
  deviceType: 'device type',
  os: 'os',
  browser: 'browser',
  connection: 'connection',
  language: 'language',
  geo: 'place',
  site: 'site',
  app: 'app',
  category: 'category',
  adUnit: 'ad unit',
  format: 'format',
  size: 'size',
  position: 'position',
  segment: 'segment',
};

const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const BARE = '[\\p{L}\\p{N}][\\p{L}\\p{N}._:\\/-]*[\\p{L}\\p{N}]';
/** A word that can be nothing but a name: 'news.example', 'id284910350'. */
const EVIDENT = `(?=\\S*[._:\\/\\d])${BARE}`;
/** Any other word but those that go on with the sentence, as in 'segments in Pune'. */
const WORD = `(?<!s\\s+)(?!(?:${[...STOP_WORDS, 'only', 'not', 'no', 'except', 'but'].join('|')})\\b)${BARE}`;
const JOINED = '\\s*(?:,|or)\\s*';
const NOT = '(?<not>\\b(?:not|except|excluding|without)\\s+(?:on\\s+)?(?:the\\s+)?)?';
const BARE_DIMENSIONS: readonly ListDimension[] = [
  'browser',
  'connection',
  'site',
  'app',
  'category',
  'adUnit',
  'segment',
];
/** 'App install' and 'site visitors' are spoken of; of these a plain word must follow a colon. */
const SPOKEN_OF: readonly ListDimension[] = ['app', 'site'];

/**
 * Parses values after the name of their dimension: `site news.example`,
 * `not segment "auto intenders" or "travel"`.
 */
export function readNamedValues(text: UnreadText): Finding {
  const targeting: Partial<Record<ListDimension, ListTargeting>> = {};
  for (const dimension of LIST_DIMENSIONS) {
    const list = takeNamed(text, dimension);
    if (list) targeting[dimension] = list;
  }
  return { targeting };
}

function takeNamed(text: UnreadText, dimension: ListDimension): ListTargeting | undefined {
  const words = DIMENSION_WORDS[dimension].replace(' ', '\\s+');
  const word = SPOKEN_OF.includes(dimension) ? `(?<=[:=]\\s*)${WORD}` : WORD;
  const bare = BARE_DIMENSIONS.includes(dimension) ? `|${EVIDENT}|${word}` : '';
  const pattern = new RegExp(
    `${NOT}(?<!\\bin-)\\b${words}s?(?:\\s*[:=]\\s*|\\s+|(?="))(?<values>${QUOTED}(?:${JOINED}${QUOTED})*${bare})`,
    'gu',
  );
  const include: string[] = [];
  const exclude: string[] = [];
  for (const match of text.take(pattern)) {
    const length = match.groups?.values?.length ?? 0;
    const end = match.index + match[0].length;
    const side = match.groups?.not ? exclude : include;
    side.push(...valuesIn(text.raw.slice(end - length, end)));
  }
  return include.length + exclude.length > 0 ? { include, exclude } : undefined;
}

function valuesIn(written: string): string[] {
  if (!written.startsWith('"')) return [written];
  const quoted = written.match(new RegExp(QUOTED, 'g')) ?? [];
  return quoted.map((value) => value.slice(1, -1).replace(/\\(.)/g, '$1').trim()).filter(Boolean);
}

/** Quotes and escapes a value so that `readNamedValues` reads it. */
export function quoteValue(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
