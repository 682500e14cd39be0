import { unsupported } from '../pg-error.ts';
import type { Expression, Operand, Translation } from './expression.ts';
import { alike } from './operand.ts';

/** Operators that read alike in both languages. */
const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

export function isComparison(operator: string): boolean {
  return COMPARISONS.has(operator);
}

/** Translates a comparison, `left operator right`: NULL where either is. */
export function compare(
  translation: Translation,
  operator: string,
  operands: readonly [Operand, Operand],
): Expression {
  const [left, right] = comparable(translation, operands);
  return { sql: `(${left.sql} ${operator} ${right.sql})`, type: 'boolean' };
}

/** `IS [NOT] DISTINCT FROM`, which treats NULL as a value. */
export function compareDistinct(
  translation: Translation,
  negated: boolean,
  operands: readonly [Operand, Operand],
): Expression {
  const [left, right] = comparable(translation, operands);
  const bothNull = `(isNull(${left.sql}) AND isNull(${right.sql}))`;
  const same = `ifNull(${left.sql} = ${right.sql}, ${bothNull})`;
  return { sql: negated ? same : `(NOT ${same})`, type: 'boolean' };
}

/** `value [NOT] BETWEEN low AND high`. */
export function between(
  translation: Translation,
  negated: boolean,
  [value, low, high]: readonly [Operand, Operand, Operand],
): Expression {
  const from = compare(translation, '>=', [value, low]).sql;
  const to = compare(translation, '<=', [value, high]).sql;
  return { sql: `${negated ? '(NOT ' : '('}(${from} AND ${to}))`, type: 'boolean' };
}

function comparable(translation: Translation, operands: readonly [Operand, Operand]) {
  const [left, right] = alike(translation, operands);
  if (!left || !right) throw new Error('A comparison has two operands.');
  if (left.type === 'text[]') throw unsupported('Comparing arrays');
  return [left, right] as const;
}
