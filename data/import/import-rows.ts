import type { ClickHouseClient } from '@clickhouse/client';

import { insertBatch } from '../clickhouse/run.ts';
import { RowRejected } from './field-readers.ts';
import type { ImportOptions, ImportResult } from './import-file.ts';
import type { ImportLedger, LedgerEntry } from './ledger.ts';
import type { Quarantine } from './quarantine.ts';
import { readRecords, type SourceRecord } from './records.ts';
import type { RowMapper } from './row-mapper.ts';
import type { SourceFile } from './source-file.ts';
import { readSourceLines } from './source-text.ts';

const BATCH_ROWS = 50_000;

export interface ImportRowsOptions extends Pick<ImportOptions, 'onProgress' | 'signal'> {
  client: ClickHouseClient;
  file: SourceFile;
  delimiter: string;
  mapper: RowMapper;
  ledger: ImportLedger;
  /** How far an earlier attempt has come. */
  start: LedgerEntry;
  quarantine: Quarantine;
}

/**
 * Inserts a file's rows batch by batch. A batch counts rows of the file, bad ones included, so
 * that its number always means the same rows. The ledger tells which batches are in; for the one
 * that an interruption left between insert and ledger, the deduplication token does.
 */
export async function importRows(options: ImportRowsOptions): Promise<ImportResult> {
  const { ledger, start, quarantine } = options;
  try {
    const { batches, counts } = await importBatches(options);
    const quarantineFile = await quarantine.close();
    await ledger.record(entryOf(start, { batches, finished: true, counts }));
    const reasons = Object.fromEntries(quarantine.reasons);
    return { ...counts, reasons, ...(quarantineFile !== undefined && { quarantineFile }) };
  } finally {
    await quarantine.close();
  }
}

async function importBatches(options: ImportRowsOptions): Promise<Omit<Progress, 'finished'>> {
  const { file, delimiter, ledger, start, onProgress, signal } = options;
  const counts = { read: 0, imported: 0, quarantined: 0, duplicates: 0 };
  let bytesRead = 0;
  const onBytes = (bytes: number) => {
    bytesRead += bytes;
  };
  const records = readRecords(readSourceLines(file, { signal, onBytes }), delimiter);
  let batches = 0;
  for await (const batchRecords of inBatches(withoutHeader(records))) {
    signal?.throwIfAborted();
    const rows = await mapRecords(batchRecords, options);
    const isIn = batches < start.batches;
    if (!isIn) await insertRows(rows, batches, options);
    batches += 1;
    counts.read += batchRecords.length;
    counts.quarantined += batchRecords.length - rows.length;
    counts[isIn ? 'duplicates' : 'imported'] += rows.length;
    if (!isIn) await ledger.record(entryOf(start, { batches, finished: false, counts }));
    onProgress?.({ bytesRead, bytes: file.bytes, rowsRead: counts.read });
  }
  return { batches, counts };
}

async function mapRecords(
  records: readonly SourceRecord[],
  { mapper, quarantine }: ImportRowsOptions,
): Promise<string[]> {
  const rows: string[] = [];
  for (const { line, fields } of records) {
    try {
      if (!fields) throw new RowRejected('quotes do not match');
      rows.push(JSON.stringify(mapper.map(fields)));
    } catch (error) {
      if (!(error instanceof RowRejected)) throw error;
      await quarantine.add(line, error.message);
    }
  }
  return rows;
}

async function insertRows(
  rows: readonly string[],
  batch: number,
  { client, mapper, start, signal }: ImportRowsOptions,
): Promise<void> {
  if (rows.length === 0) return;
  await insertBatch(client, {
    table: 'request',
    columns: mapper.columns,
    jsonLines: rows.join('\n'),
    token: [start.content, start.map, start.run, batch].join(':'),
    signal,
  });
}

interface Progress {
  batches: number;
  finished: boolean;
  counts: Pick<ImportResult, 'read' | 'imported' | 'quarantined' | 'duplicates'>;
}

function entryOf(start: LedgerEntry, { batches, finished, counts }: Progress): LedgerEntry {
  const { read, quarantined } = counts;
  const imported = counts.imported + counts.duplicates;
  return { ...start, batches, finished, read, imported, quarantined };
}

async function* withoutHeader(records: AsyncIterable<SourceRecord>) {
  let isHeader = true;
  for await (const record of records) {
    if (!isHeader) yield record;
    isHeader = false;
  }
}

async function* inBatches(records: AsyncIterable<SourceRecord>): AsyncGenerator<SourceRecord[]> {
  let batch: SourceRecord[] = [];
  for await (const record of records) {
    batch.push(record);
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
