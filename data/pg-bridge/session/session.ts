import type { Node } from 'libpg-query';
import type { Catalogue } from '../catalogue.ts';
import type { PgError } from '../pg-error.ts';
import { BodyReader } from '../protocol/body-reader.ts';
import type { Connection } from '../protocol/connection.ts';
import type { Frame } from '../protocol/frame-reader.ts';
import {
  commandComplete,
  dataRow,
  emptyQuery,
  errorResponse,
  readyForQuery,
  rowDescription,
} from '../protocol/messages.ts';
import { parseStatements } from '../translate/parse.ts';
import type { RowSink } from './cursor.ts';
import { Cursors } from './cursors.ts';
import { NO_LIMIT, type SessionState } from './execution.ts';
import { ExtendedQuery } from './extended-query.ts';
import type { OpenRows } from './rows.ts';
import { Settings } from './settings.ts';
import { prepareExecution } from './statement.ts';
import { Transaction } from './transaction.ts';

export interface SessionOptions {
  catalogue: Catalogue;
  openRows: OpenRows;
  /** Turns what was thrown into what the client is told; logs what it must not see. */
  explain(error: unknown): PgError;
}

/** A client that has logged in: takes its messages one by one, in both query protocols. */
export class Session {
  readonly #connection: Connection;
  readonly #explain: (error: unknown) => PgError;
  readonly #state: SessionState;
  readonly #extended: ExtendedQuery;
  #current = new AbortController();
  /** After an error in the extended protocol, everything up to Sync is passed over. */
  #skipping = false;

  constructor(connection: Connection, { catalogue, openRows, explain }: SessionOptions) {
    this.#connection = connection;
    this.#explain = explain;
    this.#state = {
      catalogue,
      openRows,
      transaction: new Transaction(),
      cursors: new Cursors(),
      settings: new Settings(),
      deallocate: (name) => this.#extended.deallocate(name),
    };
    this.#extended = new ExtendedQuery({
      connection,
      state: this.#state,
      sink: () => this.#sink(),
    });
  }

  /** Cancels the statement under way, if any. */
  cancel(): void {
    this.#current.abort();
  }

  /** Serves the client until it goes; throws where it breaks the protocol. */
  async run(): Promise<void> {
    this.#connection.closed.addEventListener('abort', () => this.cancel());
    try {
      await this.#ready();
      for (;;) {
        const frame = await this.#connection.next();
        if (!frame || frame.type === 'X' || this.#connection.closed.aborted) return;
        this.#current = new AbortController();
        if (frame.type === 'Q') await this.#simpleQuery(frame);
        else await this.#extendedQuery(frame);
      }
    } finally {
      this.#state.cursors.closeAll();
      this.#extended.closePortals();
    }
  }

  async #ready(): Promise<void> {
    await this.#connection.send(readyForQuery(this.#state.transaction.status));
    await this.#connection.flush();
  }

  async #simpleQuery({ body }: Frame): Promise<void> {
    const reader = new BodyReader(body);
    try {
      const sql = reader.text();
      reader.end();
      const nodes = await parseStatements(sql);
      if (nodes.length === 0) await this.#connection.send(emptyQuery());
      for (const node of nodes) await this.#runOnce(node);
    } catch (error) {
      await this.#fail(error);
    }
    await this.#ready();
  }

  async #runOnce(node: Node): Promise<void> {
    const execution = prepareExecution(this.#state, node, []);
    try {
      if (execution.columns) await this.#connection.send(rowDescription(execution.columns));
      const tag = await execution.run(this.#sink(), NO_LIMIT);
      if (tag !== undefined) await this.#connection.send(commandComplete(tag));
    } finally {
      execution.close?.();
    }
  }

  async #extendedQuery(frame: Frame): Promise<void> {
    if (frame.type === 'S') {
      this.#skipping = false;
      if (this.#state.transaction.status === 'I') this.#extended.closePortals();
      return this.#ready();
    }
    if (this.#skipping) return;
    try {
      await this.#extended.take(frame.type, new BodyReader(frame.body));
    } catch (error) {
      this.#skipping = true;
      await this.#fail(error);
    }
  }

  #sink(): RowSink {
    return {
      take: (row) => this.#connection.send(dataRow(row)),
      signal: this.#current.signal,
    };
  }

  /** Tells the client; after a breach of the protocol nothing it sends can be trusted. */
  async #fail(error: unknown): Promise<void> {
    const told = this.#explain(error);
    if (told.sqlState === '08P01') throw told;
    this.#state.transaction.fail();
    await this.#connection.send(errorResponse(told, 'ERROR'));
  }
}
