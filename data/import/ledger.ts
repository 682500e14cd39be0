import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { insertBatch, queryRows } from '../clickhouse/run.ts';

const entry = z.object({
  /** SHA-256 of the file's content, in hex. */
  content: z.string(),
  /** Counts repeated imports of the same content, from 1. */
  run: z.number(),
  /** Identifies the map, the time zone and how batches are cut. */
  map: z.string(),
  /** Batches that are in the history. */
  batches: z.number(),
  finished: z.boolean(),
  read: z.number(),
  imported: z.number(),
  quarantined: z.number(),
});

/** How far the import of a file's content has come. */
export type LedgerEntry = z.infer<typeof entry>;

/** The record of imports, so that nothing is imported twice and an interrupted one is resumed. */
export interface ImportLedger {
  /** The last entry of the content's last run. */
  find(content: string): Promise<LedgerEntry | null>;
  record(entry: LedgerEntry): Promise<void>;
}

const COLUMNS = Object.keys(entry.shape) as (keyof LedgerEntry)[];

const LAST_ENTRY = `
  SELECT ${COLUMNS.join(', ')} FROM import WHERE content = {content:String}
  ORDER BY run DESC, finished DESC, batches DESC LIMIT 1`;

/** The ledger in the history's own database. */
export function clickHouseLedger(client: ClickHouseClient): ImportLedger {
  return {
    find: async (content) => {
      const rows = await queryRows(client, { query: LAST_ENTRY, params: { content }, row: entry });
      return rows[0] ?? null;
    },
    record: (made) =>
      insertBatch(client, {
        table: 'import',
        columns: COLUMNS,
        jsonLines: JSON.stringify(COLUMNS.map((column) => made[column])),
      }),
  };
}
