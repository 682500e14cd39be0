import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { listenAt } from '../../data/listen-at.ts';
import type { ProcessMetrics } from '../../data/metrics/process-metrics.ts';
import { type Probe, readReadiness } from '../../data/readiness.ts';

/** How long a server may take to answer a readiness probe. */
const PROBE_TIMEOUT_MS = 2_000;

/** Requests have no body and few headers; who needs longer is holding a connection open. */
const TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 5_000 };

export interface WorkerPortOptions {
  host: string;
  /** 0 means any. */
  port: number;
  metrics: ProcessMetrics;
  /** What must answer for the worker to be ready; undefined while it starts. */
  probes: () => Readonly<Record<string, Probe>> | undefined;
}

/** The HTTP port at which the health and metrics of a worker are read. */
export interface WorkerPort {
  port: number;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

/**
 * Serves the health checks and metrics of a worker over HTTP: `GET /healthz` (this process
 * answers), `/readyz` (its parts do, too; else 503 naming who is away) and `/metrics` (for
 * Prometheus), from before the worker starts until it has ended.
 * @throws AppError `conflict` where the port is taken: who watches knows no other.
 */
export async function openWorkerPort(options: WorkerPortOptions): Promise<WorkerPort> {
  const server = createServer(TIMEOUTS, (request, response) => {
    answer(request, options).then(
      (found) => send(response, found),
      () => send(response, plain(500, 'Something went wrong on our side.')),
    );
  });
  const port = await listenAt(server, { ...options, setting: 'WORKER_PORT' });
  return { port, close: () => close(server) };
}

/** Routes a monitoring request by its method and path. */
async function answer({ method, url }: IncomingMessage, options: WorkerPortOptions) {
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET is answered here.');
  switch (url?.split('?')[0]) {
    case '/healthz':
      return json(200, { status: 'ok' });
    case '/readyz':
      return readyz(options.probes());
    case '/metrics':
      return {
        status: 200,
        type: options.metrics.contentType,
        body: await options.metrics.text(),
      };
    default:
      return plain(404, 'There is nothing here but /healthz, /readyz and /metrics.');
  }
}

/**
 * Whether the worker is ready for jobs: 503 while it starts, or while a server it needs is away.
 */
async function readyz(probes: Readonly<Record<string, Probe>> | undefined): Promise<Answer> {
  if (!probes) return json(503, { status: 'starting' });
  const { ready, parts } = await readReadiness(probes, PROBE_TIMEOUT_MS);
  return json(ready ? 200 : 503, { status: ready ? 'ready' : 'away', parts });
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

function plain(status: number, text: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n` };
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/** Stops listening, and drops the connections that are still open. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
