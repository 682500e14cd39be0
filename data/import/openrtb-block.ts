import { impReader, type OpenRtbOptions } from '../openrtb/read-request.ts';
import { REQUEST_COLUMNS, type RequestRow } from '../request-row.ts';
import { RowRejected } from '../row-rejected.ts';
import { type Line, linesOf, TOO_LONG } from './lines.ts';
import type { RejectedRow, RowBlock } from './row-source.ts';

/** What of a file a thread reads at a time. */
export interface OpenRtbBlock {
  /** Whole lines. */
  bytes: Uint8Array;
  options: OpenRtbBlockOptions;
}

/** As the reader's options, but fit for being sent to a thread. */
export interface OpenRtbBlockOptions
  extends Pick<OpenRtbOptions, 'userHashKey' | 'timeZone' | 'date'> {
  today: string;
}

/** The rows of a block; its lines are numbered from 1. */
export interface OpenRtbRows extends Omit<RowBlock, 'bytesRead'> {
  lines: number;
}

type ReadImps = ReturnType<typeof impReader>;

/** One import uses a thread, and a reader remembers what it has worked out. */
let reader: ReadImps | undefined;

/** The work of an import's threads: bid requests, one a line, into rows. */
export default function readBlock({ bytes, options }: OpenRtbBlock): OpenRtbRows {
  reader ??= impReader({ ...options, today: () => options.today });
  const lines = linesOf(bytes, 1);
  const rows: string[] = [];
  const rejected: RejectedRow[] = [];
  for (const line of lines) {
    if (!line.isTooLong && line.text.trim() === '') continue;
    for (const imp of readLine(line, reader)) {
      if (imp instanceof RowRejected) rejected.push({ line: line.number, reason: imp.message });
      else rows.push(jsonOf(imp.row));
    }
  }
  return { jsonLines: rows.join('\n'), rows: rows.length, rejected, lines: lines.length };
}

function readLine({ text, isTooLong }: Line, read: ReadImps): ReturnType<ReadImps> {
  if (isTooLong) return [new RowRejected(TOO_LONG)];
  try {
    return read(text);
  } catch (error) {
    if (error instanceof RowRejected) return [error];
    throw error;
  }
}

function jsonOf(row: RequestRow): string {
  return JSON.stringify(REQUEST_COLUMNS.map((column) => row[column]));
}
