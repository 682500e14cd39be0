import { basename } from 'node:path';

import { badInput } from '../errors.ts';
import { RowRejected } from '../row-rejected.ts';
import { detectDelimiter, headerNames } from './delimiter.ts';
import type { ImportOptions } from './import-file.ts';
import { type ImportMap, mapHash, readPrototypeMap, sourceColumns } from './map.ts';
import { readRecords, type SourceRecord } from './records.ts';
import { type ReadEntry, rowBlock } from './row-block.ts';
import { type RowMapper, rowMapper } from './row-mapper.ts';
import type { RowBlock, RowSource } from './row-source.ts';
import type { SourceFile } from './source-file.ts';
import { readSourceLines } from './source-text.ts';

const BLOCK_RECORDS = 5_000;
const MAX_SHOWN_LENGTH = 500;

/**
 * Reads a delimited file (CSV, TSV) under an import map, or of the layout that needs none. Throws
 * AppError `bad_input` where header and map do not fit.
 */
export async function delimitedSource(
  file: SourceFile,
  headerLine: string,
  options: Pick<ImportOptions, 'map' | 'timeZone' | 'today' | 'userHashKey'>,
): Promise<RowSource> {
  const map = options.map ?? (await recognisedMap(headerLine, file));
  const delimiter = detectDelimiter(headerLine, sourceColumns(map));
  const mapper = rowMapper({ ...options, map, header: headerNames(headerLine, delimiter) });
  return {
    columns: mapper.columns,
    identity: `${mapHash(map, options.timeZone)}:${BLOCK_RECORDS}`,
    blocks: (signal) => readRowBlocks({ file, delimiter, mapper, signal }),
  };
}

/** The map of the known layout, where the header has its columns; refuses any other file. */
async function recognisedMap(headerLine: string, { path }: SourceFile): Promise<ImportMap> {
  const map = await readPrototypeMap();
  const names = headerNames(headerLine, detectDelimiter(headerLine, sourceColumns(map)));
  if (sourceColumns(map).every((column) => names.includes(column))) return map;
  const shown = names.join(', ').slice(0, MAX_SHOWN_LENGTH);
  throw badInput(
    `The columns of ${basename(path)} are not known: ${shown}. Say with --map what they mean.`,
  );
}

interface Reading {
  file: SourceFile;
  delimiter: string;
  mapper: RowMapper;
  signal: AbortSignal | undefined;
}

async function* readRowBlocks({
  file,
  delimiter,
  mapper,
  signal,
}: Reading): AsyncGenerator<RowBlock> {
  let bytesRead = 0;
  const onBytes = (bytes: number) => {
    bytesRead += bytes;
  };
  const records = readRecords(readSourceLines(file, { signal, onBytes }), delimiter);
  for await (const block of inBlocks(withoutHeader(records))) {
    yield { ...rowBlock(mapper.columns, mapRecords(block, mapper)), bytesRead };
  }
}

function* mapRecords(records: readonly SourceRecord[], mapper: RowMapper): Generator<ReadEntry> {
  for (const record of records) yield { line: record.line, values: mapRecord(record, mapper) };
}

function mapRecord(record: SourceRecord, mapper: RowMapper): ReadEntry['values'] {
  if ('broken' in record) return new RowRejected(record.broken);
  try {
    return mapper.map(record.fields);
  } catch (error) {
    if (error instanceof RowRejected) return error;
    throw error;
  }
}

async function* withoutHeader(records: AsyncIterable<SourceRecord>) {
  let isHeader = true;
  for await (const record of records) {
    if (!isHeader) yield record;
    isHeader = false;
  }
}

async function* inBlocks(records: AsyncIterable<SourceRecord>): AsyncGenerator<SourceRecord[]> {
  let block: SourceRecord[] = [];
  for await (const record of records) {
    block.push(record);
    if (block.length < BLOCK_RECORDS) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}
