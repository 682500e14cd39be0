import { parse } from 'csv-parse/sync';

import { type Line, TOO_LONG } from './lines.ts';

/** One row of a delimited file: its fields, or why they cannot be told apart. */
export type SourceRecord = {
  /** The line it starts on, from 1. */
  line: number;
} & ({ fields: string[] } | { broken: string });

/** A quoted field may span so many lines; an open quote beyond that is a broken line. */
const MAX_LINES_OF_RECORD = 20;

/**
 * Parses the lines of a delimited file (CSV) into the fields of records; blank lines are skipped. A
 * line with a stray quote costs itself only, not the rest of the file.
 */
export async function* readRecords(
  blocks: AsyncIterable<Line[]>,
  delimiter: string,
): AsyncGenerator<SourceRecord> {
  let open: Line[] = [];
  for await (const block of blocks) {
    for (const line of block) {
      const pending = [...open, line];
      open = [];
      if (line.isTooLong) yield* splitSingly(pending, delimiter);
      else if (!isOpen(pending)) yield* toRecords(pending, delimiter);
      else if (pending.length < MAX_LINES_OF_RECORD) open = pending;
      else yield* splitSingly(pending, delimiter);
    }
  }
  yield* splitSingly(open, delimiter);
}

/** A quote is still open where their number is odd, doubled ones within a field being even. */
function isOpen(lines: readonly Line[]): boolean {
  const quotes = lines.reduce((sum, { text }) => sum + countQuotes(text), 0);
  return quotes % 2 === 1;
}

function countQuotes(text: string): number {
  return text.includes('"') ? text.split('"').length - 1 : 0;
}

function* toRecords(lines: Line[], delimiter: string): Generator<SourceRecord> {
  const [first, ...others] = lines;
  if (!first) return;
  if (others.length === 0) {
    yield* splitSingly(lines, delimiter);
    return;
  }
  const fields = fieldsOf(lines.map(({ text }) => text).join('\n'), delimiter);
  if (fields) yield { line: first.number, fields };
  else yield* splitSingly(lines, delimiter);
}

function* splitSingly(lines: readonly Line[], delimiter: string): Generator<SourceRecord> {
  for (const line of lines) {
    if (line.isTooLong) yield { line: line.number, broken: TOO_LONG };
    else if (line.text.trim() !== '') yield recordOf(line, delimiter);
  }
}

function recordOf({ number, text }: Line, delimiter: string): SourceRecord {
  const fields = fieldsOf(text, delimiter);
  return fields ? { line: number, fields } : { line: number, broken: 'quotes do not match' };
}

/** The fields of one record's text; undefined where its quotes do not match. */
export function fieldsOf(text: string, delimiter: string): string[] | undefined {
  if (!text.includes('"')) return text.split(delimiter);
  try {
    const records: string[][] = parse(text, { delimiter, relaxColumnCount: true });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
}
