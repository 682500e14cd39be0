import { basename, join } from 'node:path';

import type { ClickHouseClient } from '@clickhouse/client';

import type { Day } from '../calendar.ts';
import { badInput } from '../errors.ts';
import { orCancelled } from '../or-cancelled.ts';
import { batchIdentity, importRows } from './import-rows.ts';
import { clickHouseLedger, type LedgerEntry } from './ledger.ts';
import type { ImportMap } from './map.ts';
import { openSource } from './open-source.ts';
import { openQuarantine, readQuarantine } from './quarantine.ts';
import { inspectFile, type SourceFile } from './source-file.ts';

/** Some 15 MB, of which two are in memory at a time. */
const BATCH_ROWS = 200_000;

interface ImportProgress {
  /** Uncompressed. */
  bytesRead: number;
  bytes: number;
  rowsRead: number;
}

export interface ImportOptions {
  file: string;
  /** What the columns of a delimited file mean; not needed for the prototype's layout. */
  map?: ImportMap | undefined;
  /** The day of bid requests that do not tell their time. */
  date?: Day | undefined;
  client: ClickHouseClient;
  /** Key of the users' hashes; the same users keep the same hash under the same key. */
  userHashKey: string;
  /** IANA name of the zone whose days and hours count. */
  timeZone: string;
  /** Folder for the notes on bad rows. */
  quarantineDir: string;
  today: Day;
  /** Rows inserted at a time, 200,000 unless given: ClickHouse takes large batches faster. */
  batchRows?: number;
  /** Import content that was imported before once more. */
  again?: boolean;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface ImportResult {
  /** Rows of the file, a line that cannot be read being one: imported + quarantined + duplicates. */
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
 * Imports a file into the history: bid requests, one a line, or delimited text. Repeating an import
 * adds nothing; after an interruption the same call carries on where it stopped. Throws AppError
 * `bad_input` or `not_found`, before anything is written, where the file cannot be read, and
 * `cancelled`.
 */
export function importFile(options: ImportOptions): Promise<ImportResult> {
  const words = 'The import was stopped. The same command carries on from there.';
  return runImport(options).catch(orCancelled(options.signal, words));
}

async function runImport(options: ImportOptions): Promise<ImportResult> {
  const { client, quarantineDir, batchRows = BATCH_ROWS, onProgress, signal } = options;
  const file = await inspectFile(options.file, signal);
  const source = await openSource(file, options);
  const name = `${basename(file.path)}.${file.contentHash.slice(0, 8)}.quarantine.jsonl`;
  const quarantinePath = join(quarantineDir, name);

  const ledger = clickHouseLedger(client);
  const before = await ledger.find(file.contentHash);
  // Where no row was good, it may have been read in a wrong way: nothing can be doubled.
  if (before?.finished && before.imported > 0 && !options.again) {
    return alreadyImported(before, quarantinePath);
  }
  const start = startingPoint(file, batchIdentity(source, batchRows), before);
  const quarantine = openQuarantine(quarantinePath);
  const { bytes } = file;
  const reading = { source, bytes, batchRows, start, onProgress, signal };
  return importRows({ client, ledger, quarantine, ...reading });
}

/** The result for content that was imported before: all of its rows are duplicates. */
async function alreadyImported(
  { read, imported, quarantined }: LedgerEntry,
  quarantinePath: string,
): Promise<ImportResult> {
  const counts = { read, imported: 0, quarantined, duplicates: imported };
  const noted = quarantined > 0 ? await readQuarantine(quarantinePath) : undefined;
  if (!noted) return { ...counts, reasons: {} };
  return { ...counts, reasons: Object.fromEntries(noted), quarantineFile: quarantinePath };
}

/** Resumes an unfinished import of the same content; otherwise a new run begins. */
function startingPoint(
  { contentHash, path }: SourceFile,
  identity: string,
  before: LedgerEntry | null,
): LedgerEntry {
  const none = { batches: 0, finished: false, read: 0, imported: 0, quarantined: 0 };
  if (!before) return { content: contentHash, map: identity, run: 1, ...none };
  if (before.finished) return { content: contentHash, map: identity, run: before.run + 1, ...none };
  if (before.map === identity) return before;
  throw badInput(
    `${basename(path)} was imported in part with another map, date or time zone, or by an earlier version of Ducky. Finish that import first, with the same ones.`,
  );
}
