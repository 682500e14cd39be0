import { PgError, unsupported } from '../pg-error.ts';
import { type Expression, isUntyped, type Operand, type Translation } from './expression.ts';
import { nullOf } from './numbers.ts';
import { valueAs } from './operand.ts';

/** `text LIKE pattern` and its kin; case is ignored in ASCII letters, as under COLLATE "C". */
export function like(
  translation: Translation,
  { text, pattern, ignoreCase, negated }: Like,
): Expression {
  const literal = patternOf(pattern);
  if (literal === null) return nullOf('boolean');
  const value = valueAs(translation, text, 'text').sql;
  const wanted = clickHousePattern(ignoreCase ? asciiLower(literal) : literal);
  const left = ignoreCase ? `lower(${value})` : value;
  const operator = negated ? 'NOT LIKE' : 'LIKE';
  const right = translation.bound.bind('String', wanted);
  return { sql: `(${left} ${operator} ${right})`, type: 'boolean' };
}

export interface Like {
  text: Operand;
  pattern: Operand;
  ignoreCase: boolean;
  negated: boolean;
}

/** In Postgres a backslash makes any character plain, in ClickHouse only `%`, `_` and itself. */
function clickHousePattern(pattern: string): string {
  return pattern.replaceAll(/\\(.?)/gs, (_, character: string) => {
    if (character === '') {
      throw new PgError('22025', 'LIKE pattern must not end with escape character');
    }
    return '%_\\'.includes(character) ? `\\${character}` : character;
  });
}

function patternOf(pattern: Operand): string | null {
  if (isUntyped(pattern)) return pattern.literal;
  if (pattern.constant !== undefined) return pattern.constant;
  throw unsupported('LIKE with a pattern that is not a constant');
}

function asciiLower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
