import { createHash } from 'node:crypto';

import type { ClickHouseClient } from '@clickhouse/client';

import { insertBatch } from '../clickhouse/run.ts';
import type { ImportOptions, ImportResult } from './import-file.ts';
import type { ImportLedger, LedgerEntry } from './ledger.ts';
import type { Quarantine } from './quarantine.ts';
import type { RowBlock, RowSource } from './row-source.ts';

export interface ImportRowsOptions extends Pick<ImportOptions, 'onProgress' | 'signal'> {
  client: ClickHouseClient;
  source: RowSource;
  /** Least rows of a batch but the last. */
  batchRows: number;
  /** Of the whole file, uncompressed. */
  bytes: number;
  ledger: ImportLedger;
  /** How far an earlier attempt has come. */
  start: LedgerEntry;
  quarantine: Quarantine;
}

/**
 * Identifies which rows the numbers of a source's batches mean; SHA-256, in hex. The ledger keeps
 * it: an import whose batches were cut otherwise cannot be carried on.
 */
export function batchIdentity({ identity }: RowSource, batchRows: number): string {
  return createHash('sha256')
    .update(JSON.stringify([identity, batchRows]))
    .digest('hex');
}

/**
 * Inserts a source's rows batch by batch. A batch counts all rows, bad ones included, so that its
 * number always means the same rows. The ledger tells which batches are in; for the one that an
 * interruption left between insert and ledger, the deduplication token does.
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

/** Reads a batch while the one before it is being inserted. */
async function importBatches(options: ImportRowsOptions): Promise<Omit<Progress, 'finished'>> {
  const { source, batchRows, start, quarantine, signal } = options;
  let counts: Counts = { read: 0, imported: 0, quarantined: 0, duplicates: 0 };
  let batches = 0;
  let inserting = Promise.resolve();
  try {
    for await (const batch of inBatches(source.blocks(signal), batchRows)) {
      for (const rejected of batch.rejected) await quarantine.add(rejected);
      await inserting;
      signal?.throwIfAborted();
      counts = withBatch(counts, batch, batches < start.batches);
      inserting = insertAndRecord(batch, { batch: batches, counts }, options);
      // It is awaited, but not before the next batch has been read.
      inserting.catch(() => undefined);
      batches += 1;
    }
  } finally {
    await inserting;
  }
  return { batches, counts };
}

interface Batch extends Omit<RowBlock, 'native'> {
  blocks: readonly Buffer[];
}

function withBatch(before: Counts, { rows, rejected }: Batch, isIn: boolean): Counts {
  return {
    read: before.read + rows + rejected.length,
    imported: before.imported + (isIn ? 0 : rows),
    quarantined: before.quarantined + rejected.length,
    duplicates: before.duplicates + (isIn ? rows : 0),
  };
}

interface Position {
  /** Number of the batch, from 0. */
  batch: number;
  /** With the batch. */
  counts: Counts;
}

/** Inserts a batch under its deduplication token and notes it in the ledger, unless it is in. */
async function insertAndRecord(
  { blocks, rows, bytesRead }: Batch,
  { batch, counts }: Position,
  { client, source, ledger, start, bytes, onProgress, signal }: ImportRowsOptions,
): Promise<void> {
  if (batch >= start.batches) {
    if (rows > 0) {
      await insertBatch(client, {
        table: 'request',
        columns: source.columns,
        blocks,
        token: [start.content, start.map, start.run, batch].join(':'),
        signal,
      });
    }
    await ledger.record(entryOf(start, { batches: batch + 1, finished: false, counts }));
  }
  onProgress?.({ bytesRead, bytes, rowsRead: counts.read });
}

type Counts = Pick<ImportResult, 'read' | 'imported' | 'quarantined' | 'duplicates'>;

interface Progress {
  batches: number;
  finished: boolean;
  counts: Counts;
}

function entryOf(start: LedgerEntry, { batches, finished, counts }: Progress): LedgerEntry {
  const { read, quarantined } = counts;
  const imported = counts.imported + counts.duplicates;
  return { ...start, batches, finished, read, imported, quarantined };
}

/** Joins blocks: a batch ends with the block that brings it to `batchRows`. */
async function* inBatches(
  blocks: AsyncIterable<RowBlock>,
  batchRows: number,
): AsyncGenerator<Batch> {
  let gathered: RowBlock[] = [];
  let rows = 0;
  for await (const block of blocks) {
    gathered.push(block);
    rows += block.rows + block.rejected.length;
    if (rows < batchRows) continue;
    yield joined(gathered);
    gathered = [];
    rows = 0;
  }
  if (gathered.length > 0) yield joined(gathered);
}

function joined(blocks: readonly RowBlock[]): Batch {
  return {
    blocks: blocks.filter(({ rows }) => rows > 0).map(({ native }) => native),
    rows: blocks.reduce((sum, { rows }) => sum + rows, 0),
    rejected: blocks.flatMap(({ rejected }) => rejected),
    bytesRead: blocks.at(-1)?.bytesRead ?? 0,
  };
}
