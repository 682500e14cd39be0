import type { QueryParameters } from '../../clickhouse/parameters.ts';
import { PgError, unsupported } from '../pg-error.ts';
import type { PgType } from '../pg-types.ts';
import type { Expression } from './expression.ts';
import { NUMERIC_DIGITS, NUMERIC_SCALE, nullOf } from './numbers.ts';

const INTEGER = /^\s*[+-]?\d{1,30}\s*$/;
const DECIMAL = /^[+-]?(\d+)(?:\.(\d*))?$/;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TRUE = /^(?:t|true|y|yes|on|1)$/i;
const FALSE = /^(?:f|false|n|no|off|0)$/i;

/** Days that ClickHouse's Date and, beyond them, its Date32 hold. */
const DATE_DAYS = ['1970-01-01', '2149-06-06'] as const;
const DATE32_DAYS = ['1900-01-01', '2299-12-31'] as const;

/**
 * Parses a literal of `type` and binds it as a query parameter, so that no text from outside
 * becomes SQL; throws 22P02 or 22003 where it is none.
 */
export function bindLiteral(
  bound: QueryParameters,
  literal: string | null,
  type: PgType,
): Expression {
  if (literal === null) return nullOf(type);
  switch (type) {
    case 'text':
      return { sql: bound.bind('String', literal), type, constant: literal };
    case 'boolean':
      return { sql: booleanOf(literal), type };
    case 'integer':
      return { sql: bound.bind('Int32', String(integerOf(literal, type, 32))), type };
    case 'bigint':
      return { sql: bound.bind('Int64', String(integerOf(literal, type, 64))), type };
    case 'numeric':
      return bindNumeric(bound, literal);
    case 'double precision':
      if (!FLOAT.test(literal.trim())) throw invalid(literal, type);
      return { sql: bound.bind('Float64', Number(literal)), type };
    case 'date':
      return bindDate(bound, literal);
    case 'text[]':
      throw unsupported('An array outside of = ANY and <> ALL');
  }
}

/** Parses a whole number of `bits` bits with a sign; throws where it is none, or out of range. */
export function integerOf(literal: string, type: PgType, bits: 32 | 64): bigint {
  if (!INTEGER.test(literal)) throw invalid(literal, type);
  const value = BigInt(literal.trim().replace('+', ''));
  if (BigInt.asIntN(bits, value) !== value) throw outOfRange(literal, type);
  return value;
}

function booleanOf(literal: string): 'true' | 'false' {
  if (TRUE.test(literal)) return 'true';
  if (FALSE.test(literal)) return 'false';
  throw invalid(literal, 'boolean');
}

/** Parses a numeric, which must fit into ClickHouse's Decimal. */
function bindNumeric(bound: QueryParameters, literal: string): Expression {
  const value = literal.trim();
  const [, whole, fraction = ''] = DECIMAL.exec(value) ?? [];
  if (whole === undefined) throw invalid(literal, 'numeric');
  if (whole.length > NUMERIC_DIGITS - NUMERIC_SCALE) throw outOfRange(literal, 'numeric');
  if (fraction.length > NUMERIC_SCALE) {
    throw unsupported(`A numeric with more than ${NUMERIC_SCALE} digits behind the point`);
  }
  const sql = bound.bind(`Decimal(${NUMERIC_DIGITS}, ${NUMERIC_SCALE})`, value);
  return { sql, type: 'numeric', scale: fraction.length };
}

/** Parses a date `YYYY-MM-DD`, which must lie in the range of ClickHouse's Date32. */
function bindDate(bound: QueryParameters, literal: string): Expression {
  const day = literal.trim();
  if (!DATE.test(day)) throw unsupported(`A date that is not written YYYY-MM-DD: "${day}"`);
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(day)) {
    throw new PgError('22008', `date/time field value out of range: "${day}"`);
  }
  if (isWithin(day, DATE_DAYS)) return { sql: bound.bind('Date', day), type: 'date' };
  if (isWithin(day, DATE32_DAYS)) return { sql: bound.bind('Date32', day), type: 'date' };
  throw unsupported(`A date before ${DATE32_DAYS[0]} or after ${DATE32_DAYS[1]}`);
}

function isWithin(day: string, [first, last]: readonly [string, string]): boolean {
  return day >= first && day <= last;
}

function invalid(literal: string, type: PgType): PgError {
  return new PgError('22P02', `invalid input syntax for type ${type}: "${literal}"`);
}

function outOfRange(literal: string, type: PgType): PgError {
  return new PgError('22003', `value "${literal}" is out of range for type ${type}`);
}
