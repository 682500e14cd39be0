import type { Day } from '../calendar.ts';
import { impReader, type OpenRtbOptions } from '../openrtb/read-request.ts';
import { REQUEST_COLUMNS, type RequestRow } from '../request-row.ts';
import { RowRejected } from '../row-rejected.ts';
import { BLOCK_BYTES, type Line, TOO_LONG } from './lines.ts';
import type { RejectedRow, RowBlock, RowSource } from './row-source.ts';
import type { SourceFile } from './source-file.ts';
import { readSourceLines } from './source-text.ts';

export interface OpenRtbSourceOptions
  extends Pick<OpenRtbOptions, 'userHashKey' | 'timeZone' | 'date'> {
  today: Day;
}

/** A file of OpenRTB bid requests, one a line: a row an imp. */
export function openRtbSource(file: SourceFile, options: OpenRtbSourceOptions): RowSource {
  const { timeZone, date } = options;
  return {
    columns: REQUEST_COLUMNS,
    identity: JSON.stringify(['openrtb', timeZone, date ?? null, BLOCK_BYTES]),
    blocks: (signal) => readRowBlocks(file, { options, signal }),
  };
}

async function* readRowBlocks(
  file: SourceFile,
  { options, signal }: { options: OpenRtbSourceOptions; signal: AbortSignal | undefined },
): AsyncGenerator<RowBlock> {
  let bytesRead = 0;
  const onBytes = (bytes: number) => {
    bytesRead += bytes;
  };
  const readImps = impReader({ ...options, today: () => options.today });
  for await (const lines of readSourceLines(file, { signal, onBytes })) {
    yield { ...readLines(lines, readImps), bytesRead };
  }
}

type ReadImps = ReturnType<typeof impReader>;

function readLines(lines: readonly Line[], readImps: ReadImps): Omit<RowBlock, 'bytesRead'> {
  let jsonLines = '';
  let rows = 0;
  const rejected: RejectedRow[] = [];
  for (const line of lines) {
    if (!line.isTooLong && line.text.trim() === '') continue;
    for (const imp of readLine(line, readImps)) {
      if (imp instanceof RowRejected) {
        rejected.push({ line: line.number, reason: imp.message });
      } else {
        jsonLines += `${jsonOf(imp.row)}\n`;
        rows += 1;
      }
    }
  }
  return { jsonLines: Buffer.from(jsonLines), rows, rejected };
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

function jsonOf(row: RequestRow): string {
  return JSON.stringify(REQUEST_COLUMNS.map((column) => row[column]));
}
