import { badInput } from '../errors.ts';
import { type Line, readLines } from './lines.ts';
import { readBytes, type SourceFile } from './source-file.ts';

/** The lines of a file, in blocks; bytes that are not UTF-8 become U+FFFD. */
export function readSourceLines(
  file: SourceFile,
  { signal, onBytes }: { signal?: AbortSignal | undefined; onBytes?: (bytes: number) => void },
): AsyncGenerator<Line[]> {
  return readLines(decoded(readBytes(file, signal), onBytes));
}

async function* decoded(bytes: AsyncIterable<Buffer>, onBytes?: (bytes: number) => void) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of bytes) {
    onBytes?.(chunk.length);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** The first line that is not empty; throws AppError `bad_input` where there is none. */
export async function readHeaderLine(file: SourceFile, signal?: AbortSignal): Promise<string> {
  for await (const block of readSourceLines(file, { signal })) {
    const line = block.find(({ text }) => text.trim() !== '');
    if (line) return line.text;
  }
  throw badInput('The file holds empty lines only. Give a file with a header line and rows.');
}
