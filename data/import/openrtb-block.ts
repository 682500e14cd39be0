import type { Day } from '../calendar.ts';
import { impReader, type OpenRtbOptions } from '../openrtb/read-request.ts';
import { REQUEST_COLUMNS, type RequestRow } from '../request-row.ts';
import { RowRejected } from '../row-rejected.ts';
import { eachLine, type Line, TOO_LONG } from './lines.ts';
import { type ReadEntry, rowBlock } from './row-block.ts';
import type { RowBlock } from './row-source.ts';

/** How the bid requests of a file are read. */
export interface OpenRtbReading extends Pick<OpenRtbOptions, 'userHashKey' | 'timeZone' | 'date'> {
  today: Day;
}

/** The rows of a block of lines; their numbers count from 1 within it. */
export interface OpenRtbBlock extends Omit<RowBlock, 'bytesRead'> {
  lines: number;
}

/** A parser of blocks of bid requests, one a line, into rows. */
export function openRtbBlockReader(reading: OpenRtbReading): (block: Buffer) => OpenRtbBlock {
  const readImps = impReader({ ...reading, today: () => reading.today });
  return (block) => {
    let lines = 0;
    function* entries() {
      // One by one: lines that die at once cost the garbage collector next to nothing.
      for (const line of eachLine(block, 1)) {
        lines = line.number;
        yield* entriesOf(line, readImps);
      }
    }
    const rows = rowBlock(REQUEST_COLUMNS, entries());
    return { ...rows, lines };
  };
}

type ReadImps = ReturnType<typeof impReader>;

function* entriesOf(line: Line, readImps: ReadImps): Generator<ReadEntry> {
  if (!line.isTooLong && line.text.trim() === '') return;
  for (const imp of readLine(line, readImps)) {
    yield { line: line.number, values: imp instanceof RowRejected ? imp : valuesOf(imp.row) };
  }
}

function readLine({ text, isTooLong }: Line, readImps: ReadImps): ReturnType<ReadImps> {
  if (isTooLong) return [new RowRejected(TOO_LONG)];
  try {
    return readImps(text);
  } catch (error) {
    if (error instanceof RowRejected) return [error];
    throw error;
  }
}

function valuesOf(row: RequestRow): unknown[] {
  return REQUEST_COLUMNS.map((column) => row[column]);
}
