import type { A_Expr, Node } from 'libpg-query';
import { unsupported } from '../pg-error.ts';
import { between, compare, compareDistinct, isComparison } from './compare.ts';
import { type Expression, isUntyped, type Operand, type Translation } from './expression.ts';
import { like } from './like.ts';
import { inArray, inList } from './membership.ts';
import { builtInName, required } from './nodes.ts';
import { calculate } from './numbers.ts';
import { typed, valueAs } from './operand.ts';

const CALCULATIONS: ReadonlySet<string> = new Set(['+', '-', '*', '/']);

/** What the pattern operators are spelt as LIKE. */
const PATTERNS: Readonly<Record<string, { ignoreCase: boolean; negated: boolean }>> = {
  '~~': { ignoreCase: false, negated: false },
  '!~~': { ignoreCase: false, negated: true },
  '~~*': { ignoreCase: true, negated: false },
  '!~~*': { ignoreCase: true, negated: true },
};

/** Translates an operator: comparison, LIKE, BETWEEN, IN, ANY, arithmetic or `||`. */
export function applyOperator(translation: Translation, expr: A_Expr): Expression {
  const operator = builtInName(expr.name);
  const right = required(expr.rexpr, 'An operand');
  if (!expr.lexpr) return applySign(translation, operator, translation.translate(right));
  const left = translation.translate(expr.lexpr);
  switch (expr.kind) {
    case 'AEXPR_OP':
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
      return applyBinary(translation, operator, [left, translation.translate(right)]);
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT':
      return compareDistinct(translation, expr.kind === 'AEXPR_NOT_DISTINCT', [
        left,
        translation.translate(right),
      ]);
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN': {
      const [low, high] = itemsOf(translation, right);
      const bounds = [left, required(low, 'A bound'), required(high, 'A bound')] as const;
      return between(translation, expr.kind === 'AEXPR_NOT_BETWEEN', bounds);
    }
    case 'AEXPR_IN':
      return inList(translation, {
        value: left,
        list: itemsOf(translation, right),
        negated: operator === '<>',
      });
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return quantified(translation, expr.kind, { operator, value: left, array: right });
    default:
      throw unsupported(`The expression ${expr.kind}`);
  }
}

function applyBinary(
  translation: Translation,
  operator: string,
  operands: readonly [Operand, Operand],
): Expression {
  if (isComparison(operator)) return compare(translation, operator, operands);
  if (Object.hasOwn(PATTERNS, operator)) {
    const [text, pattern] = operands;
    const { ignoreCase = false, negated = false } = PATTERNS[operator] ?? {};
    return like(translation, { text, pattern, ignoreCase, negated });
  }
  if (operator === '||') return concatenate(translation, operands);
  if (CALCULATIONS.has(operator)) return calculateOn(translation, operator, operands);
  throw unsupported(`The operator ${operator}`);
}

/** An untyped operand takes the type of the other; two dates have a distance in days. */
function calculateOn(
  translation: Translation,
  operator: string,
  [left, right]: readonly [Operand, Operand],
): Expression {
  const type = isUntyped(left) ? (isUntyped(right) ? 'text' : right.type) : left.type;
  const a = isUntyped(left) ? valueAs(translation, left, type) : left;
  const b = isUntyped(right) ? valueAs(translation, right, type) : right;
  if (operator === '-' && a.type === 'date' && b.type === 'date') {
    return { sql: `(toInt32(${a.sql}) - toInt32(${b.sql}))`, type: 'integer' };
  }
  if (a.type === 'date' || b.type === 'date') {
    throw unsupported(`${a.type} ${operator} ${b.type}`);
  }
  return calculate(operator, a, b);
}

function concatenate(translation: Translation, operands: readonly Operand[]): Expression {
  const [left, right] = operands.map((operand) => typed(translation, operand));
  if (left?.type !== 'text' || right?.type !== 'text') {
    throw unsupported('|| of anything but texts');
  }
  return { sql: `concat(${left.sql}, ${right.sql})`, type: 'text' };
}

function applySign(translation: Translation, operator: string, operand: Operand): Expression {
  if (operator !== '-' && operator !== '+') throw unsupported(`The operator ${operator}`);
  const value = isUntyped(operand) ? valueAs(translation, operand, 'double precision') : operand;
  return calculate(operator, { sql: '0', type: 'integer' }, value);
}

function quantified(
  translation: Translation,
  kind: 'AEXPR_OP_ANY' | 'AEXPR_OP_ALL',
  { operator, value, array }: { operator: string; value: Operand; array: Node },
): Expression {
  const isAny = kind === 'AEXPR_OP_ANY';
  if (operator !== (isAny ? '=' : '<>')) {
    throw unsupported(`${operator} ${isAny ? 'ANY' : 'ALL'}`);
  }
  return inArray(translation, { value, array, negated: !isAny });
}

function itemsOf(translation: Translation, node: Node): Operand[] {
  if (!('List' in node)) throw unsupported('A list of this kind');
  return (node.List.items ?? []).map((item) => translation.translate(item));
}
