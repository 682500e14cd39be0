import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Session } from 'chdb';
import { authenticate, type Credentials } from './chdb-auth.ts';
import type { Engine } from './chdb-engine.ts';
import { respondError, respondResult } from './chdb-response.ts';
import type { Lease, Sessions } from './chdb-sessions.ts';
import { quoteIdentifier, setStatement, settingsOf } from './chdb-settings.ts';
import { runStatement } from './chdb-statement.ts';
import { requestBody } from './request-body.ts';
import type { Spool } from './spooled-insert.ts';

/** The one that a fresh session is in. */
const DEFAULT_DATABASE = 'default';

export interface HttpInterface {
  engine: Engine;
  sessions: Sessions;
  spool: Spool;
  credentials: Credentials;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  params: URLSearchParams;
}

/** Handler of ClickHouse's HTTP interface: `/ping` for anyone, `/` for statements. */
export function httpInterface(
  server: HttpInterface,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (!url) {
      response.writeHead(400).end('The address cannot be read.\n');
    } else if (url.pathname === '/ping') {
      response.end('Ok.\n');
    } else if (url.pathname !== '/') {
      response.writeHead(404).end(`There is no handle ${url.pathname}\n`);
    } else {
      void answer(server, { request, response, params: url.searchParams });
    }
  };
}

async function answer(server: HttpInterface, exchange: Exchange): Promise<void> {
  try {
    authenticate(exchange.request.headers, exchange.params, server.credentials);
    await execute(server, exchange);
  } catch (error) {
    respondError(exchange, { error, version: server.engine.version });
  }
}

/** Runs a request's statement in a session; a client that disconnects has its statement killed. */
async function execute(
  { engine, sessions, spool }: HttpInterface,
  exchange: Exchange,
): Promise<void> {
  const { request, response, params } = exchange;
  const body = requestBody(request);
  const settings = settingsOf(params);
  const startedAt = performance.now();
  const lease = sessions.lease(params);
  const disconnect = new AbortController();
  const tag = randomUUID();
  const onClose = () => {
    disconnect.abort();
    void engine.kill(tag).catch(() => undefined);
  };
  response.once('close', onClose);
  try {
    const readOnly = request.method === 'GET' && !lease.named;
    await prepare(lease, { database: params.get('database'), settings, tag, readOnly });
    const result = await runStatement(engine, lease.session, {
      query: params.get('query') ?? undefined,
      body,
      spool,
      format: params.get('default_format') ?? 'TabSeparated',
      deduplicated: params.has('insert_deduplication_token'),
      signal: disconnect.signal,
    });
    response.off('close', onClose);
    await respondResult(exchange, { ...result, elapsedMs: performance.now() - startedAt });
  } finally {
    response.off('close', onClose);
    if (lease.named) await forget(lease.session, settings);
    lease.release();
  }
}

interface Preparation {
  database: string | null;
  settings: readonly (readonly [name: string, value: string])[];
  /** Marks what the session runs next, so that `kill` finds it. */
  tag: string;
  readOnly: boolean;
}

/**
 * Sets a session up for a request. Each statement costs as much as a small answer: one that changes
 * nothing is not run.
 */
async function prepare(
  { session, named }: Lease,
  { database, settings, tag, readOnly }: Preparation,
): Promise<void> {
  if (database && (named || database !== DEFAULT_DATABASE)) {
    await session.queryAsync(`USE ${quoteIdentifier(database)}`);
  }
  const own = [['log_comment', tag] as const, ...(readOnly ? [['readonly', '2'] as const] : [])];
  await session.queryAsync(setStatement([...settings, ...own]));
}

/** Resets the settings of one request's address in a session that lives on. */
async function forget(session: Session, settings: [name: string, value: string][]): Promise<void> {
  for (const [name] of settings) {
    if (name.startsWith('param_')) continue;
    await session.queryAsync(`SET ${name} = DEFAULT`).catch(() => undefined);
  }
}
