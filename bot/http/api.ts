import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import rateLimit from '@fastify/rate-limit';
import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';

import type { Clock } from '../../data/calendar.ts';
import { withLogFields } from '../../data/log/log-fields.ts';
import type { ProcessMetrics } from '../../data/metrics/process-metrics.ts';
import { oneTaskPerTick } from '../../data/one-task-per-tick.ts';
import type { Probe } from '../../data/readiness.ts';
import { logAnswer, onAnswer } from './answers.ts';
import { forecastApi } from './forecast/forecast-api.ts';
import type { DeskServices } from './forecast/forecast-service.ts';
import { HTTP_LIMITS, type HttpLimits } from './limits.ts';
import type { LiveIntake } from './live/ingest-lines.ts';
import { httpMetrics } from './metrics.ts';
import type { Route } from './openapi/served.ts';
import { HttpProblem, problemOf, sendProblem, serviceUnavailable } from './problem.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoute } from './routes/metrics.ts';
import { openApiRoute } from './routes/openapi.ts';
import { requestsRoute } from './routes/requests.ts';
import { slackRoute } from './routes/slack.ts';
import { Drain } from './server/drain.ts';
import { createAuthorize } from './tokens/authorize.ts';
import type { TokenRules } from './tokens/read-token.ts';

export interface HttpApiOptions {
  /** Which access tokens are taken. */
  tokens: TokenRules;
  /** Tells whether a token has expired. */
  clock: Clock;
  openIntake: () => LiveIntake;
  /** What forecasts are asked of. */
  forecasts: DeskServices;
  /** What `/metrics` tells. */
  metrics: ProcessMetrics;
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
  /** What it answers. */
  routes: readonly Route[];
  /** Shuts down gracefully: refuses new requests and lets those under way end. */
  close(): Promise<void>;
}

/**
 * Builds the HTTP interface, all that Ducky answers beside the local Slack: routes, token checks,
 * rate limits, errors, metrics and an orderly shutdown.
 */
export async function openHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  const limits = { ...HTTP_LIMITS, ...options.limits };
  const metrics = httpMetrics(options.metrics);
  const app = fastify({
    genReqId: requestId,
    logger: false,
    frameworkErrors: (error, _request, reply) => sendProblem(reply, problemOf(error)),
    return503OnClosing: false,
  });
  const routes = collectRoutes(app);
  ignoreBodies(app);
  addErrors(app, options.log);
  addRequestIds(app);
  onAnswer(app, (answer, request) => {
    metrics.answered(answer);
    logAnswer(options.log, answer, request);
  });
  const stopping = addStopping(app);
  await app.register(rateLimit, { global: false, errorResponseBuilder: tooMany });
  await app.register(healthRoutes({ probes: options.probes, limits }));
  await app.register(metricsRoute(options.metrics));
  await app.register(openApiRoute(routes));
  const authorize = createAuthorize(options);
  await app.register(forecastApi({ authorize, services: options.forecasts, limits }));
  await app.register(requestsRoute({ authorize, openIntake: options.openIntake, limits, metrics }));
  if (options.handleSlack) await app.register(slackRoute(options.handleSlack));
  await app.ready();

  const drain = new Drain();
  const inTurn = oneTaskPerTick();
  return {
    routes,
    handle(request: IncomingMessage, response: ServerResponse) {
      drain.add(response);
      inTurn(() => {
        // Who has left since would be waited for.
        if (!response.destroyed) app.routing(request, response);
      });
    },
    async close() {
      stopping.abort();
      // Fastify knows no server, and so no requests to wait for.
      const closed = app.close();
      await drain.settled(limits.drainTimeoutMs);
      await closed;
    },
  };
}

/** Collects every route that is registered from here on, for the OpenAPI document to list. */
function collectRoutes(app: FastifyInstance): readonly Route[] {
  const routes: Route[] = [];
  app.addHook('onRoute', ({ method, url: path }) => {
    routes.push(...[method].flat().map((one) => ({ method: one, path })));
  });
  return routes;
}

/** Leaves request bodies unparsed but in routes that say which content types they read. */
function ignoreBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/** Refuses every request with 503 once the controller is aborted, as it is at shutdown. */
function addStopping(app: FastifyInstance): AbortController {
  const stopping = new AbortController();
  app.addHook('onRequest', async () => {
    if (stopping.signal.aborted)
      throw serviceUnavailable('This process is stopping. Send it again.');
  });
  return stopping;
}

/**
 * The id of a request: a caller's own `X-Request-Id` is kept, so that it can be followed through
 * several systems; else a new one.
 */
function requestId({ headers }: { headers: IncomingMessage['headers'] }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

/** Refuses a caller who is over the rate limit, and says when to try again. */
function tooMany(_request: unknown, { after }: { after: string }): HttpProblem {
  return new HttpProblem(429, `Too many requests. Try again in ${after}.`);
}

/** Answers what a route throws with a problem, logging defects, and unknown paths with 404. */
function addErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      log.error({ httpRequestId: request.id, err: error }, 'HTTP request failed');
    }
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, new HttpProblem(404, 'There is nothing here.')),
  );
}

/**
 * Sends the request id, and headers against caching and sniffing, with every answer; each line
 * logged on the way to it carries that id.
 */
function addRequestIds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
    withLogFields({ httpRequestId: request.id }, done);
  });
}
