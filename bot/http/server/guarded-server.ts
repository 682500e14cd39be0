import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { HTTP_LIMITS } from '../limits.ts';
import { answerClientError } from './client-error.ts';

/** How long a connection may take over each part; who needs longer holds it open for nothing. */
export const SERVER_TIMEOUTS = {
  headersTimeoutMs: 15_000,
  /** Headers and body together. */
  requestTimeoutMs: HTTP_LIMITS.bodyTimeoutMs,
  /** Longer than the minute for which load balancers keep a connection. */
  keepAliveTimeoutMs: 65_000,
  /** How often the two first are looked at. */
  checkEveryMs: 5_000,
};

const MAX_HEADERS = 100;

/**
 * An HTTP server that times out slow senders, who would hold connections open, and answers what is
 * not HTTP with a problem.
 */
export function guardedServer(handle: RequestListener, timeouts = SERVER_TIMEOUTS): Server {
  const unanswered = new WeakMap<object, Set<ServerResponse>>();
  const server = createServer(
    {
      headersTimeout: timeouts.headersTimeoutMs,
      requestTimeout: timeouts.requestTimeoutMs,
      keepAliveTimeout: timeouts.keepAliveTimeoutMs,
      connectionsCheckingInterval: timeouts.checkEveryMs,
    },
    (request, response) => {
      const ofSocket = unanswered.get(request.socket) ?? new Set();
      unanswered.set(request.socket, ofSocket.add(response));
      response.once('close', () => ofSocket.delete(response));
      handle(request, response);
    },
  );
  server.maxHeadersCount = MAX_HEADERS;
  server.on('clientError', (error, socket) => {
    const open = [...(unanswered.get(socket) ?? [])];
    if (isNext(open)) answerClientError(error, socket);
    else closeAfter(open, socket);
  });
  return server;
}

/** Whether an answer now would be taken for that of the broken request, and of no other. */
function isNext([first, ...others]: readonly ServerResponse[]): boolean {
  if (first === undefined) return true;
  return others.length === 0 && !first.req.complete && !first.headersSent;
}

/** Closes the connection once those requests on it that arrived whole are answered. */
function closeAfter(open: readonly ServerResponse[], socket: Duplex): void {
  const owed = new Set(open.filter(({ req }) => req.complete));
  if (owed.size === 0) socket.destroy();
  for (const response of owed) {
    response.once('close', () => {
      owed.delete(response);
      if (owed.size === 0) socket.end(() => socket.destroy());
    });
  }
}
