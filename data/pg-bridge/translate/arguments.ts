import type { Node } from 'libpg-query';
import { argumentColumn } from '../catalogue.ts';
import { PgError } from '../pg-error.ts';
import { type Expression, isUntyped, type Translation } from './expression.ts';
import { columnPath } from './nodes.ts';
import { typed } from './operand.ts';

/** Finds the views' arguments in the conditions that must hold, such as `_target = '...'`. */
export function noteArguments(translation: Translation, conditions: readonly Node[]): void {
  for (const [first, second] of conditions.flatMap(equalities)) {
    noteArgument(translation, first, second);
    noteArgument(translation, second, first);
  }
}

function noteArgument(translation: Translation, column: Node, value: Node): void {
  if (!('ColumnRef' in column)) return;
  const { use, argument } = translation.scope.find(columnPath(column.ColumnRef));
  if (argument === undefined || use.given.has(argument)) return;
  const constant = constantOf(translation, value);
  if (constant === undefined) return;
  if (constant === null) {
    throw new PgError('HV00C', `${use.name} needs a ${argumentColumn(argument)} that is not NULL`);
  }
  use.given.set(argument, constant);
}

/** A constant text; null for NULL; undefined for what is no constant. */
function constantOf(translation: Translation, node: Node): Expression | null | undefined {
  const isConstant = 'A_Const' in node || 'ParamRef' in node;
  if ('TypeCast' in node && node.TypeCast.arg) {
    const inner = constantOf(translation, node.TypeCast.arg);
    if (!inner) return inner;
  } else if (!isConstant) return undefined;
  const operand = translation.translate(node);
  if (isUntyped(operand) && operand.literal === null) return null;
  const value = typed(translation, operand);
  return value.type === 'text' ? value : undefined;
}

/** Both sides of every `a = b` that must hold for the condition to hold. */
function equalities(node: Node): [Node, Node][] {
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr;
    return boolop === 'AND_EXPR' ? args.flatMap(equalities) : [];
  }
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP') return [];
  const { name = [], lexpr, rexpr } = node.A_Expr;
  const operator = name.at(-1);
  const isEqual = operator && 'String' in operator && operator.String.sval === '=';
  return isEqual && lexpr && rexpr ? [[lexpr, rexpr]] : [];
}
