import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Logger } from 'pino';
import type { Catalogue } from './catalogue.ts';
import { type BridgeLimits, DEFAULT_LIMITS } from './limits.ts';
import { PgError } from './pg-error.ts';
import { Connection } from './protocol/connection.ts';
import { backendKeyData, errorResponse, parameterStatus } from './protocol/messages.ts';
import { type ScramVerifier, scramVerifier } from './protocol/scram.ts';
import { CancelKeys } from './session/cancel-keys.ts';
import { authenticate, readGreeting } from './session/login.ts';
import { type OpenRows, rowsOf } from './session/rows.ts';
import { Session } from './session/session.ts';
import { REPORTED } from './session/settings.ts';

export interface PgBridgeOptions {
  /** Reads the catalogue's relations in its default database. */
  clickhouse: ClickHouseClient;
  catalogue: Catalogue;
  host: string;
  /** 0 for any free one. */
  port: number;
  /** What every client must prove to know, under whatever name of a user. */
  password: string;
  log: Logger;
  limits?: Partial<BridgeLimits>;
}

/** A bridge that takes clients. */
export interface PgBridge {
  port: number;
  /** Disconnects the clients and ends their queries. */
  close(): Promise<void>;
}

/** What all connections of a bridge share. */
interface Shared {
  catalogue: Catalogue;
  log: Logger;
  limits: BridgeLimits;
  verifier: ScramVerifier;
  openRows: OpenRows;
  keys: CancelKeys;
  sockets: Set<Socket>;
}

/**
 * Starts a server that a Postgres client, postgres_fdw above all, takes for a read-only Postgres:
 * it answers SELECT over the catalogue's relations from ClickHouse. Rejects where the port is taken.
 */
export async function startPgBridge(options: PgBridgeOptions): Promise<PgBridge> {
  const { clickhouse, catalogue, log, host, port, password } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const shared: Shared = {
    catalogue,
    log,
    limits,
    verifier: scramVerifier(password),
    openRows: rowsOf(clickhouse, limits),
    keys: new CancelKeys(),
    sockets: new Set(),
  };
  const server = createServer((socket) => accept(shared, socket));
  server.listen(port, host);
  await once(server, 'listening');
  return { port: portOf(server), close: () => close(server, shared.sockets) };
}

/** Takes a new client's connection; one that cannot be served is closed, and the others go on. */
function accept(shared: Shared, socket: Socket): void {
  shared.sockets.add(socket);
  socket.once('close', () => shared.sockets.delete(socket));
  const connection = new Connection(socket, shared.limits.messageBytes);
  void serve(shared, connection).catch((error: unknown) => {
    shared.log.error({ error }, 'A client of the Postgres bridge could not be served');
    connection.destroy();
  });
}

/** Serves a client to its end: login, then session; refuses it beyond the limit of connections. */
async function serve(shared: Shared, connection: Connection): Promise<void> {
  try {
    if (shared.sockets.size > shared.limits.connections) {
      throw new PgError('53300', 'sorry, too many clients already');
    }
    if (await logIn(shared, connection)) await runSession(shared, connection);
  } catch (error) {
    await connection.send(errorResponse(explain(shared.log, error), 'FATAL'));
  }
  await connection.end();
}

/** Logs a client in within the login timeout. False for one that only cancels a query, or goes. */
async function logIn(shared: Shared, connection: Connection): Promise<boolean> {
  const timer = setTimeout(() => connection.destroy(), shared.limits.loginMs);
  try {
    const greeting = await readGreeting(connection);
    if (greeting?.kind === 'cancel') shared.keys.cancel(greeting.key);
    if (greeting?.kind !== 'session') return false;
    await authenticate(connection, shared.verifier);
    return true;
  } finally {
    clearTimeout(timer);
  }
}

/** Runs the session of a client, which is given the key that cancels its queries. */
async function runSession(shared: Shared, connection: Connection): Promise<void> {
  const { catalogue, openRows, log, keys } = shared;
  const session = new Session(connection, {
    catalogue,
    openRows,
    explain: (error) => explain(log, error),
  });
  const key = keys.issue(() => session.cancel());
  try {
    for (const [name, value] of Object.entries(REPORTED)) {
      await connection.send(parameterStatus(name, value));
    }
    await connection.send(backendKeyData(key));
    await session.run();
  } finally {
    keys.revoke(key);
  }
}

/** The error that a client is told; a defect of ours is logged and kept from it. */
function explain(log: Logger, error: unknown): PgError {
  if (error instanceof PgError) {
    if (error.cause !== undefined) log.warn({ reason: error.message }, 'A bridged query failed');
    return error;
  }
  if (error instanceof RangeError) return new PgError('54001', 'the statement nests too deep');
  log.error({ error }, 'The Postgres bridge failed');
  return new PgError('XX000', 'internal error of the bridge');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bridge has no port.');
  return address.port;
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
