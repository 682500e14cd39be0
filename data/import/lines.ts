/** A line of a file, without its line ending. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
  /** True beyond 1 MB; the text may then be cut. */
  isTooLong: boolean;
}

/** Reason for which a line of more than `MAX_LINE_BYTES` is refused. */
export const TOO_LONG = 'line longer than 1 MB';

const MAX_LINE_BYTES = 1_000_000;
const BLOCK_BYTES = 256 * 1024;
const MAX_UTF8_BYTES_OF_UNIT = 3;
const NEWLINE = 0x0a;

/**
 * Cuts a file into blocks of whole lines. Each ends with the first line that brings it to 256 KiB,
 * so that the same content always gives the same blocks, however it comes in. Of a line that is
 * too long, only enough to tell so is kept, and memory stays bounded.
 */
export async function* lineBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  const add = (part: Buffer) => {
    const room = BLOCK_BYTES + MAX_LINE_BYTES + 1 - bytes;
    if (room > 0) parts.push(part.subarray(0, room));
    bytes += part.length;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, from + Math.max(0, BLOCK_BYTES - bytes - 1));
      if (newline < 0) break;
      add(chunk.subarray(from, newline + 1));
      yield Buffer.concat(parts);
      parts = [];
      bytes = 0;
      from = newline + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (bytes > 0) yield Buffer.concat(parts);
}

/**
 * The lines of a block, split at LF or CRLF and numbered on from `firstNumber`. A byte order mark
 * is dropped; bytes that are not UTF-8 become U+FFFD.
 */
export function linesOf(block: Uint8Array, firstNumber: number): Line[] {
  const texts = new TextDecoder().decode(block).split('\n');
  if (texts.at(-1) === '') texts.pop();
  return texts.map((text, index) => ({
    number: firstNumber + index,
    text: text.endsWith('\r') ? text.slice(0, -1) : text,
    isTooLong: isTooLong(text),
  }));
}

function isTooLong(text: string): boolean {
  const mostBytes = text.length * MAX_UTF8_BYTES_OF_UNIT;
  return mostBytes > MAX_LINE_BYTES && Buffer.byteLength(text) > MAX_LINE_BYTES;
}
