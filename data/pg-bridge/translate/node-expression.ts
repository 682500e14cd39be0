import type { BoolExpr, CaseExpr, Node, NullTest, TypeCast } from 'libpg-query';
import { PgError, unsupported } from '../pg-error.ts';
import { cast } from './cast.ts';
import { compare } from './compare.ts';
import type { Expression, Operand, Translation } from './expression.ts';
import { callFunction, coalesce } from './function.ts';
import { bindLiteral } from './literal.ts';
import { columnPath, constantOf, required } from './nodes.ts';
import { alike, typed, valueAs } from './operand.ts';
import { applyOperator } from './operator.ts';
import { typeNamed } from './type-name.ts';

const INT4 = 2n ** 31n;
const INT8 = 2n ** 63n;

/** Translates an expression of Postgres' parse tree; throws 0A000 where ClickHouse has no equal. */
export function translateExpression(translation: Translation, node: Node): Operand {
  if ('A_Const' in node) return constant(translation, constantOf(node.A_Const));
  if ('ParamRef' in node) return parameter(translation, node.ParamRef.number ?? 0);
  if ('ColumnRef' in node) return translation.scope.column(columnPath(node.ColumnRef));
  if ('TypeCast' in node) return typeCast(translation, node.TypeCast);
  if ('A_Expr' in node) return applyOperator(translation, node.A_Expr);
  if ('BoolExpr' in node) return boolean(translation, node.BoolExpr);
  if ('NullTest' in node) return nullTest(translation, node.NullTest);
  if ('FuncCall' in node) return callFunction(translation, node.FuncCall);
  if ('CaseExpr' in node) return caseOf(translation, node.CaseExpr);
  if ('CoalesceExpr' in node) {
    const args = node.CoalesceExpr.args ?? [];
    return coalesce(
      translation,
      args.map((arg) => translation.translate(arg)),
    );
  }
  throw unsupported(`The expression ${Object.keys(node)[0]}`);
}

/** Translates a condition, as of WHERE, to ClickHouse SQL. */
export function condition(translation: Translation, node: Node): string {
  return valueAs(translation, translation.translate(node), 'boolean').sql;
}

function constant({ bound }: Translation, value: ReturnType<typeof constantOf>): Operand {
  if ('boolean' in value) return { sql: String(value.boolean), type: 'boolean' };
  if (!('number' in value)) return value;
  return bindLiteral(bound, value.number, numberType(value.number));
}

/** The type that Postgres gives to a number written without one. */
function numberType(digits: string): 'integer' | 'bigint' | 'numeric' | 'double precision' {
  if (/e/i.test(digits)) throw unsupported('A number with an exponent and no type');
  if (!/^-?\d+$/.test(digits)) return 'numeric';
  const value = BigInt(digits);
  if (value >= -INT4 && value < INT4) return 'integer';
  return value >= -INT8 && value < INT8 ? 'bigint' : 'numeric';
}

function parameter({ values }: Translation, number: number): Operand {
  const literal = values[number - 1];
  if (literal === undefined) throw new PgError('42P02', `there is no parameter $${number}`);
  return { literal };
}

function typeCast(translation: Translation, { arg, typeName }: TypeCast): Expression {
  const type = typeNamed(required(typeName, 'A type'));
  return cast(translation, translation.translate(required(arg, 'A value')), type);
}

function boolean(translation: Translation, { boolop, args = [] }: BoolExpr): Expression {
  const conditions = args.map((arg) => condition(translation, arg));
  if (boolop === 'NOT_EXPR') return { sql: `(NOT ${conditions[0]})`, type: 'boolean' };
  const word = boolop === 'OR_EXPR' ? ' OR ' : ' AND ';
  return { sql: `(${conditions.join(word)})`, type: 'boolean' };
}

function nullTest(translation: Translation, { arg, nulltesttype }: NullTest): Expression {
  const { sql } = typed(translation, translation.translate(required(arg, 'A value')));
  const name = nulltesttype === 'IS_NOT_NULL' ? 'isNotNull' : 'isNull';
  return { sql: `${name}(${sql})`, type: 'boolean' };
}

/** CASE in both of its forms. */
function caseOf(translation: Translation, { arg, args = [], defresult }: CaseExpr): Expression {
  const subject = arg && translation.translate(arg);
  const branches = args.map((node) => {
    if (!('CaseWhen' in node)) throw unsupported('A CASE of this kind');
    return node.CaseWhen;
  });
  const conditions = branches.map(({ expr }) => {
    const when = required(expr, 'A condition');
    if (!subject) return condition(translation, when);
    return compare(translation, '=', [subject, translation.translate(when)]).sql;
  });
  const results = branches.map(({ result }) => translation.translate(required(result, 'A result')));
  const otherwise: Operand = defresult ? translation.translate(defresult) : { literal: null };
  const values = alike(translation, [...results, otherwise]);
  const parts = values.map((value, index) => {
    const when = conditions[index];
    return when === undefined ? value.sql : `${when}, ${value.sql}`;
  });
  const scale = Math.max(0, ...values.map((value) => value.scale ?? 0));
  return { sql: `multiIf(${parts.join(', ')})`, type: values[0]?.type ?? 'text', scale };
}
