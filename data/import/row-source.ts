/** Some of a file's rows, in the file's order. */
export interface RowBlock {
  /** One JSON array a row and line, in the order of the source's columns; each line is ended. */
  jsonLines: Buffer;
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
  columns: readonly string[];
  /** Identifies how the content is read: under another identity it may give other blocks. */
  identity: string;
  /** The same content gives the same blocks each time. */
  blocks(signal?: AbortSignal): AsyncGenerator<RowBlock>;
}
