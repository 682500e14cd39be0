/** A line of a file, without its line ending. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
}

/** A line longer than this is cut into pieces, so that a file without line ends cannot fill memory. */
const MAX_LINE_LENGTH = 1_000_000;

/** Splits text at LF or CRLF; a byte order mark at the start is dropped. */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let rest = '';
  let number = 0;
  const numbered = (text: string): Line => {
    number += 1;
    const clean = number === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
    return { number, text: clean.endsWith('\r') ? clean.slice(0, -1) : clean };
  };
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > MAX_LINE_LENGTH) {
      parts.push(rest);
      rest = '';
    }
    yield parts.map(numbered);
  }
  if (rest !== '') yield [numbered(rest)];
}
