import type { FuncCall } from 'libpg-query';
import { PgError, unsupported } from '../pg-error.ts';
import type { Expression, Translation } from './expression.ts';
import { onlyFields } from './nodes.ts';
import { isNumber, isWhole, meanOf, widen } from './numbers.ts';
import { typed, valueAs } from './operand.ts';

const KNOWN = [
  'funcname',
  'args',
  'agg_star',
  'agg_distinct',
  'agg_filter',
  'funcformat',
  'location',
];

const AGGREGATES: ReadonlySet<string> = new Set(['count', 'sum', 'min', 'max', 'avg']);

export function isAggregate(name: string): boolean {
  return AGGREGATES.has(name);
}

/**
 * Translates an aggregate, such as `sum`; over no rows all but `count` are NULL, as in Postgres.
 */
export function aggregate(translation: Translation, name: string, call: FuncCall): Expression {
  onlyFields(call, `${name}()`, KNOWN);
  const filter = filterOf(translation, call);
  if (call.agg_star) return { sql: count('count()', filter), type: 'bigint' };
  const [node, second] = call.args ?? [];
  if (!node || second) throw new PgError('42883', `function ${name} takes one argument`);
  const value = typed(translation, translation.translate(node));
  if (name === 'count') return countOf(value, filter, call.agg_distinct === true);
  if (call.agg_distinct) throw unsupported(`${name}(DISTINCT)`);
  if (name === 'sum') return sumOf(value, filter);
  if (name === 'avg') return average(value, filter);
  if (value.type === 'boolean' || value.type === 'text[]') {
    throw new PgError('42883', `function ${name}(${value.type}) does not exist`);
  }
  return { ...plain(value), sql: `${name}OrNull(${value.sql})${filter}` };
}

function countOf(value: Expression, filter: string, distinct: boolean): Expression {
  const name = distinct ? 'uniqExact' : 'count';
  return { sql: count(`${name}(${value.sql})`, filter), type: 'bigint' };
}

/** ClickHouse counts without a sign. */
function count(sql: string, filter: string): string {
  return `toInt64(${sql}${filter})`;
}

/** The sum, in the type that Postgres gives it. */
function sumOf(value: Expression, filter: string): Expression {
  refuseUnlessNumber('sum', value);
  const sql = wideSum(value, filter);
  if (value.type === 'integer') return { sql: `toInt64(${sql})`, type: 'bigint' };
  if (value.type === 'bigint') return widen({ sql, type: 'bigint' }, 'numeric');
  return { ...plain(value), sql };
}

function average(value: Expression, filter: string): Expression {
  refuseUnlessNumber('avg', value);
  if (value.type === 'double precision') {
    return { sql: `avgOrNull(${value.sql})${filter}`, type: value.type };
  }
  return meanOf(wideSum(value, filter), `count(${value.sql})${filter}`);
}

/** Sums whole numbers in 128 bits, lest they overflow: ClickHouse's own sum wraps around at 64. */
function wideSum(value: Expression, filter: string): string {
  const addend = isWhole(value.type) ? `toInt128(${value.sql})` : value.sql;
  return `sumOrNull(${addend})${filter}`;
}

function filterOf(translation: Translation, { agg_filter: node }: FuncCall): string {
  if (!node) return '';
  return ` FILTER (WHERE ${valueAs(translation, translation.translate(node), 'boolean').sql})`;
}

function refuseUnlessNumber(name: string, { type }: Expression): void {
  if (!isNumber(type)) throw new PgError('42883', `function ${name}(${type}) does not exist`);
}

/** Without the constant, which the aggregate is not. */
function plain({ constant: _, ...value }: Expression): Expression {
  return value;
}
