import type { Node } from 'libpg-query';
import { PgError, unsupported } from '../pg-error.ts';
import type { PgType } from '../pg-types.ts';
import { compare } from './compare.ts';
import { type Expression, isUntyped, type Operand, type Translation } from './expression.ts';
import { integerOf } from './literal.ts';
import { isWhole, nullOf } from './numbers.ts';
import { typed } from './operand.ts';
import { arrayElements } from './pg-array.ts';
import { typeNamed } from './type-name.ts';

const UNKNOWN = nullOf('boolean').sql;

/** `value = ANY (array)`, or `value <> ALL (array)` where negated. */
export function inArray(
  translation: Translation,
  { value, array, negated }: { value: Operand; array: Node; negated: boolean },
): Expression {
  const literal = arrayLiteral(translation, array);
  if (literal === null) return nullOf('boolean');
  const elements = arrayElements(literal);
  const given = elements.filter((element) => element !== null);
  const type = isUntyped(value) ? 'text' : value.type;
  if (type !== 'text' && !isWhole(type)) return eachOf(translation, { value, elements, negated });
  const list = bindList(translation, given, type);
  const known = `(${typed(translation, value).sql} ${negated ? 'NOT IN' : 'IN'} ${list})`;
  if (elements.length === 0) return { sql: String(negated), type: 'boolean' };
  if (given.length === elements.length) return { sql: known, type: 'boolean' };
  // A NULL among the elements may be equal: it turns 'not found' into 'unknown'.
  return { sql: `(${known} ${negated ? 'AND' : 'OR'} ${UNKNOWN})`, type: 'boolean' };
}

/** `value IN (a, b, ...)`, or `NOT IN`, as the comparisons that it abbreviates. */
export function inList(
  translation: Translation,
  { value, list, negated }: { value: Operand; list: readonly Operand[]; negated: boolean },
): Expression {
  const operator = negated ? '<>' : '=';
  const tests = list.map((item) => compare(translation, operator, [value, item]).sql);
  return { sql: `(${tests.join(negated ? ' AND ' : ' OR ')})`, type: 'boolean' };
}

function eachOf(
  translation: Translation,
  {
    value,
    elements,
    negated,
  }: { value: Operand; elements: readonly (string | null)[]; negated: boolean },
): Expression {
  if (elements.length === 0) return { sql: String(negated), type: 'boolean' };
  const list = elements.map((literal) => ({ literal }));
  return inList(translation, { value, list, negated });
}

function bindList({ bound }: Translation, elements: readonly string[], type: PgType): string {
  if (type === 'text') return bound.bind('Array(String)', elements);
  // As text, since the client would quote 64-bit numbers.
  const whole = elements.map((element) => integerOf(element, type, 64));
  return bound.bind('Array(Int64)', `[${whole.join(',')}]`);
}

/** The text of an array that is a constant or a parameter, with or without its type. */
function arrayLiteral(translation: Translation, node: Node): string | null {
  if ('TypeCast' in node && node.TypeCast.arg && node.TypeCast.typeName?.arrayBounds) {
    typeNamed({ ...node.TypeCast.typeName, arrayBounds: [] });
    return arrayLiteral(translation, node.TypeCast.arg);
  }
  if (!('A_Const' in node) && !('ParamRef' in node)) {
    throw unsupported('= ANY of anything but a constant array or a parameter');
  }
  const operand = translation.translate(node);
  if (isUntyped(operand)) return operand.literal;
  throw new PgError('42809', 'op ANY/ALL (array) requires array on right side');
}
