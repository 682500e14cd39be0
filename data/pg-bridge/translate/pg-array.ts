import { PgError, unsupported } from '../pg-error.ts';

/**
 * One element: quoted with backslash escapes, or bare; the separator or the end follows. Only
 * ASCII's white space is none of the element's.
 */
const ELEMENT = /[ \t\n\r\v\f]*(?:"((?:[^"\\]|\\.)*)"|((?:[^",{}\\]|\\.)+?))[ \t\n\r\v\f]*([,}])/sy;

/** The elements of a one-dimensional array in Postgres' text format; throws 22P02 otherwise. */
export function arrayElements(literal: string): (string | null)[] {
  const text = literal.trim();
  if (/^\{[ \t\n\r\v\f]*\}$/.test(text)) return [];
  if (/^\{[ \t\n\r\v\f]*\{/.test(text)) throw unsupported('An array of arrays');
  if (!text.startsWith('{')) throw malformed(literal);
  const elements: (string | null)[] = [];
  ELEMENT.lastIndex = 1;
  for (;;) {
    const [match, quoted, bare, end] = ELEMENT.exec(text) ?? [];
    if (match === undefined) throw malformed(literal);
    elements.push(quoted === undefined ? bareElement(bare ?? '') : unescaped(quoted));
    if (end === ',') continue;
    if (ELEMENT.lastIndex !== text.length) throw malformed(literal);
    return elements;
  }
}

function bareElement(bare: string): string | null {
  return /^null$/i.test(bare) ? null : unescaped(bare);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, '$1');
}

function malformed(literal: string): PgError {
  return new PgError('22P02', `malformed array literal: "${literal}"`);
}
