import { REQUEST_COLUMNS } from '../request-row.ts';
import { BLOCK_BYTES } from './lines.ts';
import type { OpenRtbReading } from './openrtb-block.ts';
import { readInThreads } from './openrtb-threads.ts';
import type { RowBlock, RowSource } from './row-source.ts';
import type { SourceFile } from './source-file.ts';
import { readBlocks } from './source-text.ts';

/** A file of OpenRTB bid requests, one a line: a row an imp. */
export function openRtbSource(file: SourceFile, reading: OpenRtbReading): RowSource {
  const { timeZone, date } = reading;
  return {
    columns: REQUEST_COLUMNS,
    identity: JSON.stringify(['openrtb', timeZone, date ?? null, BLOCK_BYTES]),
    blocks: (signal) => readRowBlocks(file, { reading, signal }),
  };
}

async function* readRowBlocks(
  file: SourceFile,
  { reading, signal }: { reading: OpenRtbReading; signal: AbortSignal | undefined },
): AsyncGenerator<RowBlock> {
  let bytesRead = 0;
  const onBytes = (bytes: number) => {
    bytesRead += bytes;
  };
  let lines = 0;
  const texts = readBlocks(file, { signal, onBytes });
  for await (const block of readInThreads(texts, { reading, signal })) {
    const linesBefore = lines;
    const rejected = block.rejected.map(({ line, reason }) => ({
      line: linesBefore + line,
      reason,
    }));
    yield { native: block.native, rows: block.rows, rejected, bytesRead };
    lines += block.lines;
  }
}
