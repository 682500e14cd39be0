import { requestBlock } from '../clickhouse/request-block.ts';
import { RowRejected } from '../row-rejected.ts';
import type { RejectedRow, RowBlock, RowSource } from './row-source.ts';

/** What an entry of a file became: the values of a row, or the reason why it is none. */
export type ReadEntry = { line: number; values: readonly unknown[] | RowRejected };

/** The entries of a stretch of a file as a block of rows, and what cannot be one. */
export function rowBlock(
  columns: RowSource['columns'],
  entries: Iterable<ReadEntry>,
): Omit<RowBlock, 'bytesRead'> {
  const rows: (readonly unknown[])[] = [];
  const rejected: RejectedRow[] = [];
  for (const { line, values } of entries) {
    if (values instanceof RowRejected) rejected.push({ line, reason: values.message });
    else rows.push(values);
  }
  const native = rows.length > 0 ? requestBlock(columns, rows) : Buffer.alloc(0);
  return { native, rows: rows.length, rejected };
}
