import { z } from 'zod';

/** Which rows count as left behind. */
export interface OwedLimits {
  /** Younger ones are still on their normal way from row to job. */
  createdBefore: Date;
  /** What ended before this and could not be told is owed no more. */
  endedAfter: Date;
}

/** Work that a crash may have left behind between database row and queue, oldest first. */
export interface Owed<Open = string> {
  /** Rows without an outcome that somebody waits for: their ids, or what it takes to do them. */
  open: Open[];
  /** Ids of ended rows whose outcome nobody was told. */
  untold: string[];
}

/** What tells whether a row is still to be done, or only to be told. */
export const owedRowSchema = z.object({ id: z.uuid(), isOpen: z.boolean() });
type OwedRow = z.infer<typeof owedRowSchema>;

/** Parts rows into those that are still to be done, as `openOf` has them, and those to be told. */
export function owedOf<Row extends OwedRow, Open>(
  rows: readonly Row[],
  openOf: (row: Row) => Open,
): Owed<Open> {
  return {
    open: rows.filter(({ isOpen }) => isOpen).map(openOf),
    untold: rows.filter(({ isOpen }) => !isOpen).map(({ id }) => id),
  };
}

/** Reads the ids of rows that are owed. */
export function readOwed(rows: readonly unknown[]): Owed {
  return owedOf(
    rows.map((row) => owedRowSchema.parse(row)),
    ({ id }) => id,
  );
}
