import type { RequestRow } from '../request-row.ts';
import { type NativeColumn, nativeBlock } from './native-block.ts';

/** Types of the columns of the table `request` that are not plain names. */
const TYPES: Partial<Record<keyof RequestRow, NativeColumn['type']>> = {
  date: 'Date',
  hour: 'Int8',
  category: 'Array(LowCardinality(String))',
  segment: 'Array(LowCardinality(String))',
  age: 'UInt8',
  user: 'UInt64',
  count: 'Int64',
  floorCpm: 'Float64',
  won: 'Int8',
  clearingCpm: 'Float64',
};

/** Encodes rows of the table `request` for an insert, each of values in the order of `columns`. */
export function requestBlock(
  columns: readonly (keyof RequestRow)[],
  rows: readonly (readonly unknown[])[],
): Buffer {
  const typed = columns.map((name) => ({ name, type: TYPES[name] ?? 'LowCardinality(String)' }));
  return nativeBlock(typed as NativeColumn[], rows);
}
