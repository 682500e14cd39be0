import type { Node, ResTarget, SelectStmt } from 'libpg-query';
import { QueryParameters } from '../../clickhouse/parameters.ts';
import type { Catalogue } from '../catalogue.ts';
import { unsupported } from '../pg-error.ts';
import type { ResultColumn } from '../pg-types.ts';
import { noteArguments } from './arguments.ts';
import type { Expression, Translation } from './expression.ts';
import { readSource, type Source } from './from.ts';
import { bindLimit } from './limit.ts';
import { condition, translateExpression } from './node-expression.ts';
import { namesOf, onlyFields, positionOf, required } from './nodes.ts';
import { typed } from './operand.ts';
import { orderBy } from './order-by.ts';
import { Scope } from './scope.ts';
import { columnAt, type SelectedColumn } from './selected-column.ts';

/** A query for ClickHouse; every value that came from outside is in `params`. */
export interface ClickHouseQuery {
  sql: string;
  params: Record<string, unknown>;
  columns: ResultColumn[];
}

const KNOWN = [
  'distinctClause',
  'targetList',
  'fromClause',
  'whereClause',
  'groupClause',
  'havingClause',
  'sortClause',
  'limitCount',
  'limitOffset',
  'limitOption',
  'op',
];

/**
 * Translates a SELECT of Postgres' parse tree to ClickHouse SQL; `values` are its parameters in
 * text format. Throws PgError: 0A000 for everything that is not known to mean the same in
 * ClickHouse.
 */
export function translateSelect(
  select: SelectStmt,
  catalogue: Catalogue,
  values: readonly (string | null)[],
): ClickHouseQuery {
  onlyFields(select, 'SELECT', KNOWN);
  if (select.op !== 'SETOP_NONE') throw unsupported('UNION, INTERSECT or EXCEPT');
  const translation = newTranslation(values);
  const source = sourceOf(select, translation.scope, catalogue);
  const { whereClause, havingClause } = select;
  noteArguments(translation, [...source.conditions, ...(whereClause ? [whereClause] : [])]);
  const columns = (select.targetList ?? []).flatMap((node) => selected(translation, node));
  if (columns.length === 0) throw unsupported('SELECT without columns');
  const where = (node: Node) => condition(translation, node);
  const clauses = [
    `SELECT ${distinct(select)}${columns.map(({ value }) => outputOf(value)).join(', ')}`,
    clause('FROM', source.render(where)),
    clause('WHERE', whereClause && where(whereClause)),
    clause('GROUP BY', groupBy(translation, select.groupClause, columns)),
    clause('HAVING', havingClause && where(havingClause)),
    clause('ORDER BY', orderBy(translation, select.sortClause ?? [], columns)),
    bindLimit(translation, 'LIMIT', select.limitCount),
    bindLimit(translation, 'OFFSET', select.limitOffset),
  ];
  return {
    sql: clauses.filter((text) => text !== '').join('\n'),
    params: translation.bound.values,
    columns: columns.map(({ name, type }) => ({ name, type })),
  };
}

function newTranslation(values: readonly (string | null)[]): Translation {
  const translation: Translation = {
    scope: new Scope(),
    bound: new QueryParameters(),
    values,
    translate: (node) => translateExpression(translation, node),
  };
  return translation;
}

function sourceOf(select: SelectStmt, scope: Scope, catalogue: Catalogue): Source {
  const [node, second] = select.fromClause ?? [];
  if (second) throw unsupported('A list of relations behind FROM');
  return node ? readSource(node, scope, catalogue) : { uses: [], conditions: [], render: () => '' };
}

function distinct({ distinctClause }: SelectStmt): string {
  if (!distinctClause) return '';
  // A plain DISTINCT is a list of one empty node.
  const isPlain = distinctClause.every((node) => Object.keys(node).length === 0);
  if (!isPlain) throw unsupported('DISTINCT ON');
  return 'DISTINCT ';
}

/** The columns of an entry of the SELECT list: its own, or all that `*` stands for. */
function selected(translation: Translation, node: Node): SelectedColumn[] {
  if (!('ResTarget' in node)) throw unsupported('A column of this kind');
  const target = node.ResTarget;
  const val = required(target.val, 'A value');
  const fields = 'ColumnRef' in val ? (val.ColumnRef.fields ?? []) : [];
  const last = fields.at(-1);
  if (last && 'A_Star' in last) {
    return translation.scope.columns(namesOf(fields.slice(0, -1)).at(-1));
  }
  const value = typed(translation, translation.translate(val));
  return [{ name: columnName(target, val), type: value.type, value }];
}

/** The name that Postgres gives to a column without one. */
function columnName({ name }: ResTarget, val: Node): string {
  if (name !== undefined) return name;
  if ('ColumnRef' in val) return namesOf(val.ColumnRef.fields).at(-1) ?? '?column?';
  if ('FuncCall' in val) return namesOf(val.FuncCall.funcname).at(-1) ?? '?column?';
  if ('CaseExpr' in val) return 'case';
  if ('CoalesceExpr' in val) return 'coalesce';
  return '?column?';
}

/** A numeric travels as text, since JSON's numbers would round it. */
function outputOf({ sql, type }: Expression): string {
  return type === 'numeric' ? `toString(${sql})` : sql;
}

function groupBy(
  translation: Translation,
  nodes: readonly Node[] = [],
  columns: readonly SelectedColumn[],
): string {
  const keys = nodes.map((node) => {
    if (positionOf(node) === undefined) return typed(translation, translation.translate(node)).sql;
    return columnAt(node, columns).value.sql;
  });
  return keys.join(', ');
}

function clause(keyword: string, text: string | undefined): string {
  return text ? `${keyword} ${text}` : '';
}
