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
/** Least size of a block but the last. */
export const BLOCK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/**
 * Cuts a file into blocks of whole lines. Each ends with the first line that brings it to 1 MiB,
 * so that the same content always gives the same blocks, however it comes in. Of a line that is
 * too long, only enough to tell so is kept, and memory stays bounded. A byte order mark before the
 * first line is dropped.
 */
export async function* lineBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const block of cutBlocks(chunks)) {
    const isMarked = isFirst && block.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
    yield isMarked ? block.subarray(BYTE_ORDER_MARK.length) : block;
    isFirst = false;
  }
}

async function* cutBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
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

/** The lines of a block, as `eachLine` gives them. */
export function linesOf(block: Buffer, firstNumber: number): Line[] {
  return Array.from(eachLine(block, firstNumber));
}

/**
 * The lines of a block one by one, split at LF or CRLF and numbered on from `firstNumber`. Bytes
 * that are not UTF-8 become U+FFFD.
 */
export function* eachLine(block: Buffer, firstNumber: number): Generator<Line> {
  let number = firstNumber;
  let start = 0;
  while (start < block.length) {
    const newline = block.indexOf(NEWLINE, start);
    const end = newline < 0 ? block.length : newline;
    const isTooLong = end - start > MAX_LINE_BYTES;
    // Each is decoded by itself: a field that is kept keeps its line in memory, not the block.
    yield { number, text: textOf(block, start, end), isTooLong };
    number += 1;
    start = end + 1;
  }
}

function textOf(block: Buffer, start: number, end: number): string {
  const isCrLf = end > start && block[end - 1] === CARRIAGE_RETURN;
  return block.toString('utf8', start, isCrLf ? end - 1 : end);
}
