import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';

import { Piscina } from 'piscina';

import { REQUEST_COLUMNS } from '../request-row.ts';
import { inOrder } from './in-order.ts';
import type { OpenRtbBlock, OpenRtbBlockOptions, OpenRtbRows } from './openrtb-block.ts';
import type { RowBlock, RowSource } from './row-source.ts';
import type { SourceFile } from './source-file.ts';
import { readBlocks } from './source-text.ts';

/** Parsing JSON is most of an import's work; more threads than this only wait for ClickHouse. */
const MAX_THREADS = 3;
/** Rows live shortly, so a small young heap costs little time and keeps the process below 500 MB. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 };

/** A file of OpenRTB bid requests, one a line: a row an imp, read by threads. */
export function openRtbSource(file: SourceFile, options: OpenRtbBlockOptions): RowSource {
  const { timeZone, date } = options;
  return {
    columns: REQUEST_COLUMNS,
    identity: createHash('sha256')
      .update(JSON.stringify(['openrtb', timeZone, date ?? null]))
      .digest('hex'),
    blocks: (signal) => readRowBlocks(file, { options, signal }),
  };
}

async function* readRowBlocks(
  file: SourceFile,
  { options, signal }: { options: OpenRtbBlockOptions; signal: AbortSignal | undefined },
): AsyncGenerator<RowBlock> {
  let bytesRead = 0;
  const onBytes = (bytes: number) => {
    bytesRead += bytes;
  };
  const threads = Math.min(availableParallelism(), MAX_THREADS);
  const pool = new Piscina<OpenRtbBlock, OpenRtbRows>({
    filename: new URL('./openrtb-block.ts', import.meta.url).href,
    maxThreads: threads,
    resourceLimits: THREAD_LIMITS,
  });
  try {
    const blocks = readBlocks(file, { signal, onBytes });
    const read = (bytes: Buffer) => pool.run({ bytes, options });
    let linesBefore = 0;
    for await (const { lines, rejected, ...rows } of inOrder(blocks, read, 2 * threads)) {
      const inFile = rejected.map(({ line, reason }) => ({ line: linesBefore + line, reason }));
      linesBefore += lines;
      yield { ...rows, rejected: inFile, bytesRead };
    }
  } finally {
    await pool.destroy();
  }
}
