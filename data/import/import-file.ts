import { basename, join } from 'node:path';

import type { ClickHouseClient } from '@clickhouse/client';

import type { Day } from '../calendar.ts';
import { AppError, badInput } from '../errors.ts';
import { detectDelimiter, headerNames } from './delimiter.ts';
import { importRows } from './import-rows.ts';
import { clickHouseLedger, type LedgerEntry } from './ledger.ts';
import { type ImportMap, mapHash, readPrototypeMap, sourceColumns } from './map.ts';
import { openQuarantine } from './quarantine.ts';
import { rowMapper } from './row-mapper.ts';
import { inspectFile, type SourceFile } from './source-file.ts';
import { readHeaderLine } from './source-text.ts';

interface ImportProgress {
  /** Uncompressed. */
  bytesRead: number;
  bytes: number;
  rowsRead: number;
}

export interface ImportOptions {
  file: string;
  /** Not needed for files of the prototype's layout. */
  map?: ImportMap | undefined;
  client: ClickHouseClient;
  /** Key of the users' hashes; the same users keep the same hash under the same key. */
  userHashKey: string;
  /** IANA name of the zone whose days and hours count. */
  timeZone: string;
  /** Folder for the notes on bad rows. */
  quarantineDir: string;
  today: Day;
  /** Import content that was imported before once more. */
  again?: boolean;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface ImportResult {
  /** Rows of the file: imported + quarantined + duplicates. */
  read: number;
  imported: number;
  quarantined: number;
  /** Rows that an earlier import of the same content had brought in. */
  duplicates: number;
  /** Quarantined rows by reason. */
  reasons: Record<string, number>;
  quarantineFile?: string;
}

/**
 * Imports a delimited file into the history. Repeating an import adds nothing; after an
 * interruption the same call carries on where it stopped. Throws AppError `bad_input` or
 * `not_found`, before anything is written, where file and map do not fit, and `cancelled`.
 */
export async function importFile(options: ImportOptions): Promise<ImportResult> {
  try {
    return await runImport(options);
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    const advice = 'The import was stopped. The same command carries on from there.';
    throw new AppError('cancelled', advice, { cause: error });
  }
}

async function runImport(options: ImportOptions): Promise<ImportResult> {
  const { client, timeZone, quarantineDir, signal } = options;
  const file = await inspectFile(options.file, signal);
  const headerLine = await readHeaderLine(file, signal);
  const map = options.map ?? (await recognisedMap(headerLine, file));
  const delimiter = detectDelimiter(headerLine, sourceColumns(map));
  const mapper = rowMapper({ ...options, map, header: headerNames(headerLine, delimiter) });

  const ledger = clickHouseLedger(client);
  const before = await ledger.find(file.contentHash);
  // Where no row was good, it may have been for a wrong map: nothing can be doubled.
  if (before?.finished && before.imported > 0 && !options.again) return alreadyImported(before);
  const start = startingPoint(file, mapHash(map, timeZone), before);
  const name = `${basename(file.path)}.${file.contentHash.slice(0, 8)}.quarantine.jsonl`;
  const quarantine = openQuarantine(join(quarantineDir, name));
  const { onProgress } = options;
  return importRows({
    client,
    file,
    delimiter,
    mapper,
    ledger,
    start,
    quarantine,
    onProgress,
    signal,
  });
}

async function recognisedMap(headerLine: string, { path }: SourceFile): Promise<ImportMap> {
  const map = await readPrototypeMap();
  const names = headerNames(headerLine, detectDelimiter(headerLine, sourceColumns(map)));
  if (sourceColumns(map).every((column) => names.includes(column))) return map;
  throw badInput(
    `The columns of ${basename(path)} are not known: ${names.join(', ')}. Say with --map what they mean.`,
  );
}

function alreadyImported({ read, imported, quarantined }: LedgerEntry): ImportResult {
  return { read, imported: 0, quarantined, duplicates: imported, reasons: {} };
}

/** An unfinished import of the same content is carried on; otherwise a new run begins. */
function startingPoint(
  { contentHash, path }: SourceFile,
  map: string,
  before: LedgerEntry | null,
): LedgerEntry {
  const none = { batches: 0, finished: false, read: 0, imported: 0, quarantined: 0 };
  if (!before) return { content: contentHash, map, run: 1, ...none };
  if (before.finished) return { content: contentHash, map, run: before.run + 1, ...none };
  if (before.map === map) return before;
  throw badInput(
    `${basename(path)} was imported in part with another map or time zone. Finish that import first, with the same ones.`,
  );
}
