import { PgError, unsupported } from '../pg-error.ts';
import type { BodyReader } from '../protocol/body-reader.ts';
import type { Connection } from '../protocol/connection.ts';
import {
  bindComplete,
  closeComplete,
  commandComplete,
  emptyQuery,
  noData,
  parameterDescription,
  parseComplete,
  portalSuspended,
  rowDescription,
} from '../protocol/messages.ts';
import { parseStatements } from '../translate/parse.ts';
import type { RowSink } from './cursor.ts';
import { type Execution, NO_LIMIT, type SessionState } from './execution.ts';
import { checkCount, type Prepared, prepared, readBinding } from './prepared.ts';
import { prepareExecution } from './statement.ts';

interface ExtendedQueryOptions {
  connection: Connection;
  state: SessionState;
  /** Where the rows of the statement under way go. */
  sink(): RowSink;
}

/**
 * The extended query protocol: statements are parsed, bound to values as portals, and run (the
 * manual, 'Extended Query'). Sync and what follows an error are the session's.
 */
export class ExtendedQuery {
  readonly #connection: Connection;
  readonly #state: SessionState;
  readonly #sink: () => RowSink;
  readonly #statements = new Map<string, Prepared>();
  /** Bound statements; undefined stands for an empty one. */
  readonly #portals = new Map<string, Execution | undefined>();

  constructor({ connection, state, sink }: ExtendedQueryOptions) {
    this.#connection = connection;
    this.#state = state;
    this.#sink = sink;
  }

  /** Takes one message; throws what the client is to be told. */
  async take(type: string, body: BodyReader): Promise<void> {
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

  /** Forgets prepared statements: the one of that name, or all. */
  deallocate(name: string | undefined): void {
    if (name === undefined) this.#statements.clear();
    else if (this.#statement(name)) this.#statements.delete(name);
  }

  /** Forgets what is bound, and ends what of it runs. */
  closePortals(): void {
    for (const execution of this.#portals.values()) execution?.close?.();
    this.#portals.clear();
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
}
