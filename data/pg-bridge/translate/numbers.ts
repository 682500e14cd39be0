import { PgError, unsupported } from '../pg-error.ts';
import type { PgType } from '../pg-types.ts';
import type { Expression } from './expression.ts';

/** Every numeric is a Decimal of this many digits, so many of them behind the point. */
export const NUMERIC_DIGITS = 76;
export const NUMERIC_SCALE = 16;

const NUMERIC = `Decimal(${NUMERIC_DIGITS}, ${NUMERIC_SCALE})`;

const CLICKHOUSE_TYPES: Record<Exclude<PgType, 'text[]'>, string> = {
  boolean: 'Bool',
  integer: 'Int32',
  bigint: 'Int64',
  numeric: NUMERIC,
  'double precision': 'Float64',
  text: 'String',
  date: 'Date',
};

/** Number types from narrow to wide: two that meet become the wider one. */
const WIDTHS: readonly PgType[] = ['integer', 'bigint', 'numeric', 'double precision'];

/** NULL of a type. */
export function nullOf(type: PgType): Expression {
  if (type === 'text[]') throw unsupported('An array that is NULL');
  return { sql: `CAST(NULL AS Nullable(${CLICKHOUSE_TYPES[type]}))`, type };
}

export function isNumber(type: PgType): boolean {
  return WIDTHS.includes(type);
}

export function isWhole(type: PgType): boolean {
  return type === 'integer' || type === 'bigint';
}

/** The type in which values of both can be compared; undefined where there is none. */
export function commonType(a: PgType, b: PgType): PgType | undefined {
  if (a === b) return a;
  const widest = Math.max(WIDTHS.indexOf(a), WIDTHS.indexOf(b));
  return isNumber(a) && isNumber(b) ? WIDTHS[widest] : undefined;
}

/** Casts a number to a type at least as wide. */
export function widen(value: Expression, type: PgType): Expression {
  if (value.type === type || (isWhole(value.type) && isWhole(type))) return { ...value, type };
  if (type === 'double precision') return { sql: `toFloat64(${value.sql})`, type };
  return { sql: `toDecimal256(${value.sql}, ${NUMERIC_SCALE})`, type, scale: value.scale ?? 0 };
}

/**
 * Checks for overflow: `sql`, computed in 128 bits, becomes a whole number of `type`; beyond its
 * range the query fails, as it does in Postgres, where ClickHouse would wrap around.
 */
export function checkedWhole(sql: string, type: PgType): Expression {
  if (type !== 'integer' && type !== 'bigint') throw new Error(`Not a whole number: ${type}`);
  return { sql: `accurateCast(${sql}, 'Nullable(${CLICKHOUSE_TYPES[type]})')`, type };
}

/** Translates arithmetic (+, -, *, /) on two numbers, in the wider type of both. */
export function calculate(operator: string, left: Expression, right: Expression): Expression {
  const type = commonType(left.type, right.type);
  if (!type || !isNumber(type)) {
    throw new PgError('42883', `operator does not exist: ${left.type} ${operator} ${right.type}`);
  }
  const [a, b] = [widen(left, type), widen(right, type)];
  if (isWhole(type)) return calculateWhole(operator, a, b);
  if (type === 'numeric') return calculateNumeric(operator, a, b);
  if (operator !== '/') return { sql: `(${a.sql} ${operator} ${b.sql})`, type };
  // Postgres fails where ClickHouse gives infinity.
  const failAtZero = `intDiv(0, ifNull(${b.sql} <> 0, true))`;
  return { sql: `(${a.sql} / (${b.sql} + ${failAtZero}))`, type };
}

function calculateWhole(operator: string, a: Expression, b: Expression): Expression {
  const [left, right] = [`toInt128(${a.sql})`, `toInt128(${b.sql})`];
  const sql = operator === '/' ? `intDiv(${left}, ${right})` : `${left} ${operator} ${right}`;
  return checkedWhole(sql, a.type);
}

function calculateNumeric(operator: string, a: Expression, b: Expression): Expression {
  const [left = 0, right = 0] = [a.scale, b.scale];
  if (operator === '/') return divide(a.sql, b.sql);
  const scale = operator === '*' ? left + right : Math.max(left, right);
  if (scale > NUMERIC_SCALE) throw unsupported('A product of two numerics this precise');
  const sql =
    operator === '*'
      ? `multiplyDecimal(${a.sql}, ${b.sql}, ${NUMERIC_SCALE})`
      : `(${a.sql} ${operator} ${b.sql})`;
  return { sql, type: 'numeric', scale };
}

/** Divides, rounded to 16 digits behind the point; Postgres keeps at least 16 significant ones. */
function divide(left: string, right: string): Expression {
  const quotient = `divideDecimal(${left}, ${right}, ${NUMERIC_SCALE + 1})`;
  const sql = `CAST(round(${quotient}, ${NUMERIC_SCALE}) AS Nullable(${NUMERIC}))`;
  return { sql, type: 'numeric', scale: NUMERIC_SCALE };
}

/** The mean of whole numbers or numerics from their sum and count, both ClickHouse SQL. */
export function meanOf(sum: string, count: string): Expression {
  const decimal = (sql: string) => `toDecimal256(${sql}, ${NUMERIC_SCALE})`;
  return divide(decimal(sum), decimal(`nullIf(${count}, 0)`));
}
