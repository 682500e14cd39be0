import { type Line, lineBlocks, linesOf } from './lines.ts';
import { readBytes, type SourceFile } from './source-file.ts';

interface ReadOptions {
  signal?: AbortSignal | undefined;
  onBytes?: (bytes: number) => void;
}

/** The file in blocks of whole lines, uncompressed; `onBytes` is told of what was read for them. */
export function readBlocks(
  file: SourceFile,
  { signal, onBytes }: ReadOptions,
): AsyncGenerator<Buffer> {
  return lineBlocks(counted(readBytes(file, signal), onBytes));
}

async function* counted(bytes: AsyncIterable<Buffer>, onBytes?: (bytes: number) => void) {
  for await (const chunk of bytes) {
    onBytes?.(chunk.length);
    yield chunk;
  }
}

/** The lines of a file, in blocks. */
export async function* readSourceLines(
  file: SourceFile,
  options: ReadOptions,
): AsyncGenerator<Line[]> {
  let number = 1;
  for await (const block of readBlocks(file, options)) {
    const lines = linesOf(block, number);
    number += lines.length;
    yield lines;
  }
}

/** The first lines that are not blank, at most `limit`. */
export async function readFirstLines(
  file: SourceFile,
  { limit, signal }: { limit: number; signal?: AbortSignal | undefined },
): Promise<Line[]> {
  const found: Line[] = [];
  for await (const lines of readSourceLines(file, { signal })) {
    found.push(...lines.filter(({ text }) => text.trim() !== '').slice(0, limit - found.length));
    if (found.length >= limit) break;
  }
  return found;
}
