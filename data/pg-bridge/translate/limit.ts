import type { Node } from 'libpg-query';
import { PgError, unsupported } from '../pg-error.ts';
import { isUntyped, type Translation } from './expression.ts';
import { integerOf } from './literal.ts';
import { constantOf } from './nodes.ts';

/** LIMIT or OFFSET of a constant or parameter; of NULL it is left out. */
export function bindLimit(
  translation: Translation,
  keyword: 'LIMIT' | 'OFFSET',
  node: Node | undefined,
): string {
  const literal = node ? literalOf(translation, node) : null;
  if (literal === null) return '';
  const rows = integerOf(literal, 'bigint', 64);
  if (rows < 0n) throw new PgError('2201W', `${keyword} must not be negative`);
  return `${keyword} ${translation.bound.bind('UInt64', String(rows))}`;
}

function literalOf(translation: Translation, node: Node): string | null {
  if ('TypeCast' in node && node.TypeCast.arg) return literalOf(translation, node.TypeCast.arg);
  if ('A_Const' in node) {
    const constant = constantOf(node.A_Const);
    if ('number' in constant) return constant.number;
  }
  const operand = translation.translate(node);
  if (isUntyped(operand)) return operand.literal;
  throw unsupported('A limit that is not a constant');
}
