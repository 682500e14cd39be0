import { PgError } from '../pg-error.ts';
import type { ResultColumn } from '../pg-types.ts';
import type { ClickHouseQuery } from '../translate/select.ts';
import type { OpenRows, TextRow } from './rows.ts';

/** Where fetched rows go. */
export interface RowSink {
  /** Resolves when the next row may come. */
  take(row: TextRow): Promise<void>;
  /** Aborted when the rows are no longer wanted. */
  signal: AbortSignal;
}

/** A cursor in the rows of a query, which ClickHouse runs from the first fetch on. */
export class Cursor {
  readonly #query: ClickHouseQuery;
  readonly #open: OpenRows;
  #rows: AsyncGenerator<TextRow> | undefined;
  #running = new AbortController();
  #atEnd = false;

  constructor(query: ClickHouseQuery, open: OpenRows) {
    this.#query = query;
    this.#open = open;
  }

  get columns(): readonly ResultColumn[] {
    return this.#query.columns;
  }

  /** Gives out up to `maxRows` rows and returns how many; throws 57014 where it is aborted. */
  async fetch(maxRows: number, sink: RowSink): Promise<number> {
    const stop = () => this.close();
    sink.signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.#fetch(maxRows, sink);
    } catch (error) {
      this.close();
      throw sink.signal.aborted ? cancelled() : error;
    } finally {
      sink.signal.removeEventListener('abort', stop);
    }
  }

  /** Goes back before the first row: the query runs anew. */
  rewind(): void {
    this.close();
    this.#atEnd = false;
  }

  /** Ends the query in ClickHouse. */
  close(): void {
    this.#running.abort();
    this.#running = new AbortController();
    const rows = this.#rows;
    this.#rows = undefined;
    this.#atEnd = true;
    // Waits behind a read under way, which the abort ends.
    rows?.return(undefined).catch(() => undefined);
  }

  async #fetch(maxRows: number, sink: RowSink): Promise<number> {
    if (this.#atEnd) return 0;
    const rows = this.#rows ?? this.#open(this.#query, this.#running.signal);
    this.#rows = rows;
    for (let count = 0; count < maxRows; count += 1) {
      if (sink.signal.aborted) throw cancelled();
      const next = await rows.next();
      if (next.done) {
        this.#atEnd = !sink.signal.aborted;
        if (sink.signal.aborted) throw cancelled();
        return count;
      }
      await sink.take(next.value);
    }
    return maxRows;
  }
}

function cancelled(): PgError {
  return new PgError('57014', 'canceling statement due to user request');
}
