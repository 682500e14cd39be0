import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import rateLimit from '@fastify/rate-limit';
import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';

import type { Clock } from '../../data/calendar.ts';
import { createAuthorize } from './authorize.ts';
import { Drain } from './drain.ts';
import { HTTP_LIMITS, type HttpLimits } from './limits.ts';
import { createMetrics, type Metrics, type ReadLag } from './metrics.ts';
import { HttpProblem, problemOf, sendProblem } from './problem.ts';
import type { Probe } from './readiness.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoute } from './routes/metrics.ts';
import { requestsRoute } from './routes/requests.ts';
import { slackRoute } from './routes/slack.ts';
import type { LiveDoor } from './take-lines.ts';

export interface HttpApiOptions {
  /** Key of the access tokens. */
  key: Uint8Array;
  /** Tells whether a token has expired. */
  clock: Clock;
  openDoor: () => LiveDoor;
  readLag: ReadLag;
  /** What must answer for this process to be ready, by name. */
  probes: Readonly<Record<string, Probe>>;
  /** Takes what Slack sends over HTTP; without it there is no such route. */
  handleSlack?: RequestListener | undefined;
  log: Logger;
  limits?: Partial<HttpLimits>;
}

/** The HTTP interface, to be put behind any server. */
export interface HttpApi {
  handle: RequestListener;
  /** Refuses new requests and lets those under way end. */
  close(): Promise<void>;
}

/** Everything that Ducky answers over HTTP beside the local Slack. */
export async function openHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  const limits = { ...HTTP_LIMITS, ...options.limits };
  const metrics = createMetrics(options.readLag);
  const app = fastify({ genReqId: requestId, logger: false });
  addErrors(app, options.log);
  addMeasuring(app, metrics);
  await app.register(rateLimit, { global: false, errorResponseBuilder: tooMany });
  await app.register(healthRoutes({ probes: options.probes, limits }));
  await app.register(metricsRoute(metrics));
  const authorize = createAuthorize(options);
  await app.register(requestsRoute({ authorize, openDoor: options.openDoor, limits, metrics }));
  if (options.handleSlack) await app.register(slackRoute(options.handleSlack));
  await app.ready();

  const drain = new Drain();
  return {
    handle(request: IncomingMessage, response: ServerResponse) {
      drain.add(response);
      app.routing(request, response);
    },
    async close() {
      // From here on Fastify answers 503; it knows no server, and so no requests to wait for.
      const closed = app.close();
      await drain.settled(limits.drainTimeoutMs);
      await closed;
    },
  };
}

/** A caller's own id is kept, so that it can be followed through several systems. */
function requestId({ headers }: { headers: IncomingMessage['headers'] }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

function tooMany(_request: unknown, { after }: { after: string }): HttpProblem {
  return new HttpProblem(429, `Too many requests. Try again in ${after}.`);
}

function addErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      // Of a database's error only these: its details hold the values of rows.
      const { message: reason, stack } = error instanceof Error ? error : new Error(String(error));
      log.error({ requestId: request.id, reason, stack }, 'HTTP request failed');
    }
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, new HttpProblem(404, 'There is nothing here.')),
  );
}

function addMeasuring(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onRequest', async (request, reply) => {
    const beganMs = performance.now();
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
    reply.raw.once('close', () =>
      metrics.answered({
        method: request.method,
        // The route and not the path, of which there are endlessly many.
        route: request.routeOptions.url ?? 'none',
        status: reply.raw.writableFinished ? String(reply.raw.statusCode) : 'aborted',
        seconds: (performance.now() - beganMs) / 1000,
      }),
    );
  });
}
