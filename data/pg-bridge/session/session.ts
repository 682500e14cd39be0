import type { Node } from 'libpg-query';
import type { Catalogue } from '../catalogue.ts';
import { PgError, unsupported } from '../pg-error.ts';
import { BodyReader } from '../protocol/body-reader.ts';
import type { Connection } from '../protocol/connection.ts';
import type { Frame } from '../protocol/frame-reader.ts';
import {
  bindComplete,
  closeComplete,
  commandComplete,
  dataRow,
  emptyQuery,
  errorResponse,
  noData,
  parameterDescription,
  parseComplete,
  portalSuspended,
  readyForQuery,
  rowDescription,
} from '../protocol/messages.ts';
import { parseStatements } from '../translate/parse.ts';
import type { RowSink } from './cursor.ts';
import { Cursors } from './cursors.ts';
import type { Execution, SessionState } from './execution.ts';
import { checkCount, type Prepared, prepared, readBinding } from './prepared.ts';
import type { OpenRows } from './rows.ts';
import { Settings } from './settings.ts';
import { prepareExecution } from './statement.ts';
import { Transaction } from './transaction.ts';

const NO_LIMIT = Number.POSITIVE_INFINITY;

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
  readonly #statements = new Map<string, Prepared>();
  /** Bound statements; undefined stands for an empty one. */
  readonly #portals = new Map<string, Execution | undefined>();
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
      deallocate: (name) => this.#deallocate(name),
    };
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
        else await this.#extended(frame);
      }
    } finally {
      this.#state.cursors.closeAll();
      this.#closePortals();
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

  async #extended(frame: Frame): Promise<void> {
    if (frame.type === 'S') {
      this.#skipping = false;
      if (this.#state.transaction.status === 'I') this.#closePortals();
      return this.#ready();
    }
    if (this.#skipping) return;
    try {
      await this.#extendedStep(frame.type, new BodyReader(frame.body));
    } catch (error) {
      this.#skipping = true;
      await this.#fail(error);
    }
  }

  async #extendedStep(type: string, body: BodyReader): Promise<void> {
    switch (type) {
      case 'P':
        return this.#parse(body);
      case 'B':
        return this.#bind(body);
      case 'D':
        return this.#describe(body);
      case 'E':
        return this.#execute(body);
      case 'C':
        return this.#close(body);
      case 'H':
        return this.#connection.flush();
      default:
        throw new PgError('08P01', `invalid frontend message type ${type.charCodeAt(0)}`);
    }
  }

  async #parse(body: BodyReader): Promise<void> {
    const name = body.text();
    const nodes = await parseStatements(body.text());
    const oids = body.list(() => body.int32());
    body.end();
    if (nodes.length > 1) {
      throw new PgError('42601', 'cannot insert multiple commands into a prepared statement');
    }
    if (name !== '' && this.#statements.has(name)) {
      throw new PgError('42P05', `prepared statement "${name}" already exists`);
    }
    this.#statements.set(name, prepared(nodes[0], oids));
    await this.#connection.send(parseComplete());
  }

  async #bind(body: BodyReader): Promise<void> {
    const { portal, statement, values } = readBinding(body);
    const known = this.#statement(statement);
    checkCount(known, values);
    if (portal !== '' && this.#portals.has(portal)) {
      throw new PgError('42P03', `portal "${portal}" already exists`);
    }
    this.#portals.get(portal)?.close?.();
    this.#portals.set(portal, known.node && prepareExecution(this.#state, known.node, values));
    await this.#connection.send(bindComplete());
  }

  async #describe(body: BodyReader): Promise<void> {
    const kind = body.letter();
    const name = body.text();
    body.end();
    const execution = kind === 'S' ? await this.#describeStatement(name) : this.#portal(name);
    const columns = execution?.columns;
    await this.#connection.send(columns ? rowDescription(columns) : noData());
  }

  async #describeStatement(name: string): Promise<Execution | undefined> {
    const { node, parameterOids } = this.#statement(name);
    if (parameterOids.length > 0) {
      throw unsupported('Describing a statement with parameters before they are bound');
    }
    const execution = node && prepareExecution(this.#state, node, []);
    await this.#connection.send(parameterDescription(parameterOids));
    return execution;
  }

  async #execute(body: BodyReader): Promise<void> {
    const execution = this.#portal(body.text());
    const maxRows = body.int32();
    body.end();
    if (!execution) return this.#connection.send(emptyQuery());
    const tag = await execution.run(this.#sink(), maxRows > 0 ? maxRows : NO_LIMIT);
    await this.#connection.send(tag === undefined ? portalSuspended() : commandComplete(tag));
  }

  async #close(body: BodyReader): Promise<void> {
    const kind = body.letter();
    const name = body.text();
    body.end();
    if (kind === 'S') this.#statements.delete(name);
    else {
      this.#portals.get(name)?.close?.();
      this.#portals.delete(name);
    }
    await this.#connection.send(closeComplete());
  }

  #statement(name: string): Prepared {
    const known = this.#statements.get(name);
    if (!known) throw new PgError('26000', `prepared statement "${name}" does not exist`);
    return known;
  }

  #portal(name: string): Execution | undefined {
    if (this.#portals.has(name)) return this.#portals.get(name);
    throw new PgError('34000', `portal "${name}" does not exist`);
  }

  #deallocate(name: string | undefined): void {
    if (name === undefined) this.#statements.clear();
    else if (this.#statement(name)) this.#statements.delete(name);
  }

  #closePortals(): void {
    for (const execution of this.#portals.values()) execution?.close?.();
    this.#portals.clear();
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
