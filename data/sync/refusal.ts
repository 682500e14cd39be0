import { ClickHouseError } from '@clickhouse/client';

/** ClickHouse's names for a value that does not fit its column; others of CANNOT_READ are of disks and networks. */
const TYPES =
  /^(CANNOT_PARSE_\w+|CANNOT_READ_(ARRAY|MAP)_FROM_TEXT|CANNOT_CONVERT_TYPE|TYPE_MISMATCH|INCORRECT_DATA|ARGUMENT_OUT_OF_BOUND|VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE|CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN)$/;

/**
 * Why ClickHouse refuses rows for what they hold, so that sending them again is of no use: its
 * name for the error, without the values. Undefined for every other error.
 */
export function contentRefusal(error: unknown): string | undefined {
  const type = error instanceof ClickHouseError ? error.type : undefined;
  return type !== undefined && TYPES.test(type) ? type : undefined;
}
