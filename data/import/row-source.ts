import type { RequestRow } from '../request-row.ts';

/** Some of a file's rows, in the file's order. */
export interface RowBlock {
  /** The rows in ClickHouse's Native format, in the source's columns; empty where there are none. */
  native: Buffer;
  rows: number;
  rejected: readonly RejectedRow[];
  /** Bytes of the file read so far, uncompressed. */
  bytesRead: number;
}

/** A row, or a whole line, that cannot be imported. */
export interface RejectedRow {
  /** From 1. */
  line: number;
  reason: string;
}

/** A file's content as rows of the history. */
export interface RowSource {
  columns: readonly (keyof RequestRow)[];
  /** Identifies how the content is read: under another identity it may give other blocks. */
  identity: string;
  /** The same content gives the same blocks each time. */
  blocks(signal?: AbortSignal): AsyncGenerator<RowBlock>;
}
