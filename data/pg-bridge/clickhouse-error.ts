import { ClickHouseError } from '@clickhouse/client';
import { PgError } from './pg-error.ts';

const MAX_MESSAGE_CHARS = 500;
const UNKNOWN = 'XX000';

/** SQLSTATE of ClickHouse's error codes. */
const SQL_STATES: Readonly<Record<string, string>> = {
  '69': '22003', // ARGUMENT_OUT_OF_BOUND
  '70': '22003', // CANNOT_CONVERT_TYPE: a result outside its type
  '153': '22012', // ILLEGAL_DIVISION
  '159': '57014', // TIMEOUT_EXCEEDED
  '184': '42803', // ILLEGAL_AGGREGATION
  '215': '42803', // NOT_AN_AGGREGATE
  '241': '53200', // MEMORY_LIMIT_EXCEEDED
  '395': '22023', // FUNCTION_THROW_IF_VALUE_IS_NON_ZERO: a view refuses its argument
  '396': '54000', // TOO_MANY_ROWS_OR_BYTES
  '407': '22003', // DECIMAL_OVERFLOW
};

/**
 * Translates ClickHouse's error into one of Postgres, with its SQLSTATE, for the client whose query
 * failed. Only ClickHouse's own sentence is passed on; other failures may name hosts and accounts.
 */
export function fromClickHouse(error: unknown): PgError {
  if (error instanceof PgError) return error;
  if (!(error instanceof ClickHouseError)) {
    const hint = 'Try again soon; `ducky doctor` tells what is wrong.';
    return new PgError('08006', 'ClickHouse did not answer', { cause: error, hint });
  }
  const message = error.message.split(/: (?:while executing|In scope)/, 1)[0] ?? '';
  return new PgError(
    SQL_STATES[error.code] ?? UNKNOWN,
    `ClickHouse: ${message.slice(0, MAX_MESSAGE_CHARS)}`,
    { cause: error },
  );
}
