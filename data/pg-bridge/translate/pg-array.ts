import { PgError, unsupported } from '../pg-error.ts';

/**
 * One element with what surrounds it: quoted, or bare; the separator or the end follows. No two of
 * its parts can take the same white space, so that long runs of it cost no more than their length.
 */
const ELEMENT = /(?:[ \t\n\r\v\f]*"((?:[^"\\]|\\.)*)"[ \t\n\r\v\f]*|((?:[^",{}\\]|\\.)*))([,}])/sy;

/** A character, with the backslash that makes it one of the text. */
const CHARACTER = /\\.|[^\\]/gs;
const SPACE = /^[ \t\n\r\v\f]$/;

/** Parses a one-dimensional array in Postgres' text format; throws 22P02 otherwise. */
export function arrayElements(literal: string): (string | null)[] {
  const text = literal.trim();
  if (/^\{[ \t\n\r\v\f]*\}$/.test(text)) return [];
  if (/^\{[ \t\n\r\v\f]*\{/.test(text)) throw unsupported('An array of arrays');
  if (!text.startsWith('{')) throw malformed(literal);
  const elements: (string | null)[] = [];
  ELEMENT.lastIndex = 1;
  for (;;) {
    const [match, quoted, bare, end] = ELEMENT.exec(text) ?? [];
    const element = quoted === undefined ? bareElement(bare ?? '') : unescaped(quoted);
    if (match === undefined || element === undefined) throw malformed(literal);
    elements.push(element);
    if (end === ',') continue;
    if (ELEMENT.lastIndex !== text.length) throw malformed(literal);
    return elements;
  }
}

/**
 * An element without quotes, or NULL. White space around it is none of it, unless escaped;
 * undefined where nothing is left.
 */
function bareElement(bare: string): string | null | undefined {
  let text = '';
  let length = 0;
  for (const [character] of bare.matchAll(CHARACTER)) {
    const isSpace = SPACE.test(character);
    if (isSpace && text === '') continue;
    text += character.slice(-1);
    if (!isSpace) length = text.length;
  }
  if (length === 0) return undefined;
  const isNull = /^null$/i.test(text.slice(0, length)) && !bare.includes('\\');
  return isNull ? null : text.slice(0, length);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, '$1');
}

function malformed(literal: string): PgError {
  return new PgError('22P02', `malformed array literal: "${literal}"`);
}
