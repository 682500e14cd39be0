import type { TestContext } from 'node:test';

import { pino } from 'pino';

import { openClickHouse } from '../../../data/clickhouse/client.ts';
import { currentOutline } from '../../../data/clickhouse/queries/history-outline.ts';
import type { LiveRequest } from '../../../data/live-request.ts';
import { createProcessMetrics } from '../../../data/metrics/process-metrics.ts';
import { openRtbReader } from '../../../data/openrtb/read-request.ts';
import { openPostgres } from '../../../data/postgres/client.ts';
import { type HttpApiOptions, openHttpApi } from '../api.ts';
import { listenHttp } from '../server/listen.ts';
import { issueToken, SCOPES } from '../tokens/issue-token.ts';

const KEY = new TextEncoder().encode('a secret of tests, and only of them');
const NOW = new Date('2026-11-22T10:00:00Z');

/** A bid request with one imp. */
export function bidRequest(id: string): object {
  return { id, ts: NOW.getTime(), imp: [{ id: '1', banner: { w: 300, h: 250 } }] };
}

/**
 * Starts the HTTP interface for a test, on a socket of its own and without stores; what it takes is
 * kept by id in `taken`.
 */
export async function runningApi(t: TestContext, options: Partial<HttpApiOptions> = {}) {
  const taken = new Map<string, LiveRequest>();
  const api = await openHttpApi({
    tokens: { keys: [KEY] },
    clock: () => NOW,
    openIntake: () => ({ read, accept: async (requests) => keep(taken, requests) }),
    forecasts: awayForecasts(t),
    metrics: createProcessMetrics(),
    probes: {},
    log: pino({ level: 'silent' }),
    ...options,
  });
  const server = await listenHttp(api, { host: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  const token = await issueToken(
    { subject: 'test', scopes: SCOPES, expiresAt: new Date(NOW.getTime() + 60_000) },
    { keys: [KEY], now: NOW },
  );
  return {
    taken,
    token,
    keys: [KEY] as const,
    now: NOW,
    routes: api.routes,
    handle: api.handle,
    ...server,
  };
}

/** Stores and a queue that cannot be reached. */
function awayForecasts(t: TestContext): HttpApiOptions['forecasts'] {
  const log = pino({ level: 'silent' });
  const pool = openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none', log });
  const clickhouse = openClickHouse('http://127.0.0.1:1');
  t.after(() => Promise.all([pool.end(), clickhouse.close()]));
  const away = () => Promise.reject(new Error('no queue'));
  const readOutline = currentOutline(clickhouse);
  const queues = { add: away, cancel: away };
  return { pool, queues, clickhouse, readOutline, clock: () => NOW, timeZone: 'UTC', log };
}

/** Reads the lines of `bidRequest`. */
export const read = openRtbReader({
  userHashKey: 'a key of tests, and only of them',
  timeZone: 'UTC',
  today: () => '2026-11-22',
  receivedAt: NOW,
});

export interface Sending {
  url: string;
  token: string;
  headers?: Record<string, string>;
}

/** Posts a body of live requests. */
export function send(
  { url, token, headers }: Sending,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
): Promise<Response> {
  return fetch(`${url}/api/v1/requests`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-ndjson',
      ...headers,
    },
    body,
    duplex: 'half',
  });
}

function keep(taken: Map<string, LiveRequest>, requests: readonly LiveRequest[]) {
  const before = taken.size;
  for (const request of requests) taken.set(request.requestId, request);
  const accepted = taken.size - before;
  return { accepted, updated: 0, duplicates: requests.length - accepted };
}
