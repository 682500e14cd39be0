const NEWLINE = 0x0a;
const QUOTE = 0x22;

export interface RowBlockOptions {
  /** A block is cut at the last end of a row once this many bytes are there. */
  blockBytes: number;
  /** True for CSV, where a newline inside double quotes does not end a row. */
  quoted: boolean;
}

/** Cuts a byte stream into blocks of whole rows; only the last may lack its newline. */
export async function* rowBlocks(
  body: AsyncIterable<Buffer>,
  { blockBytes, quoted }: RowBlockOptions,
): AsyncGenerator<Buffer> {
  const findRowEnd = quoted ? quotedRowEndFinder() : lastNewline;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let rowEnd = 0;
  for await (const chunk of body) {
    const end = findRowEnd(chunk);
    if (end > 0) rowEnd = pendingBytes + end;
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes < blockBytes || rowEnd === 0) continue;
    const bytes = Buffer.concat(pending, pendingBytes);
    yield bytes.subarray(0, rowEnd);
    pending = [bytes.subarray(rowEnd)];
    pendingBytes -= rowEnd;
    rowEnd = 0;
  }
  if (pendingBytes > 0) yield Buffer.concat(pending, pendingBytes);
}

/** Offset just behind the last newline of a chunk, 0 where it has none. */
function lastNewline(chunk: Buffer): number {
  return chunk.lastIndexOf(NEWLINE) + 1;
}

/** As `lastNewline`, for newlines outside quotes; a doubled quote toggles twice, so parity holds. */
function quotedRowEndFinder(): (chunk: Buffer) => number {
  let insideQuotes = false;
  return (chunk) => {
    let end = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index];
      if (byte === QUOTE) insideQuotes = !insideQuotes;
      else if (byte === NEWLINE && !insideQuotes) end = index + 1;
    }
    return end;
  };
}
