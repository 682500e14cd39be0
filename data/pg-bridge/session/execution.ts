import type { Catalogue } from '../catalogue.ts';
import type { ResultColumn } from '../pg-types.ts';
import type { RowSink } from './cursor.ts';
import type { Cursors } from './cursors.ts';
import type { OpenRows } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Transaction } from './transaction.ts';

/** All rows. */
export const NO_LIMIT = Number.POSITIVE_INFINITY;

/** What statements of a session read and change. */
export interface SessionState {
  catalogue: Catalogue;
  openRows: OpenRows;
  transaction: Transaction;
  cursors: Cursors;
  settings: Settings;
  /** Forgets prepared statements: the one of that name, or all. */
  deallocate(name: string | undefined): void;
}

/** A statement with its values, ready to run. */
export interface Execution {
  /** Columns of its rows; undefined where it gives none. */
  columns?: readonly ResultColumn[];
  /** Gives out up to `maxRows` rows; returns its tag, or undefined where rows may be left. */
  run(sink: RowSink, maxRows: number): Promise<string | undefined>;
  /** Ends what is still under way. */
  close?(): void;
}

/** A statement without rows, whose work gives its tag. */
export function command(work: () => string): Execution {
  return { run: async () => work() };
}
