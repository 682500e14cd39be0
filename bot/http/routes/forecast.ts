import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';

import { type Clock, dayIn } from '../../../data/calendar.ts';
import { acceptJson } from '../bodies/json-body.ts';
import { answerOf } from '../forecast/answer.ts';
import type { Asked, ForecastService } from '../forecast/forecast-service.ts';
import type { ReadImpressionRate } from '../forecast/impression-rates.ts';
import { predictionOf } from '../forecast/prediction.ts';
import { readWaiting } from '../forecast/preferences.ts';
import { idempotencyOf, readBody, readHeaders } from '../forecast/read-question.ts';
import { msLeft, noteArrival } from '../forecast/time-left.ts';
import { type HttpLimits, RETRY_AFTER_S } from '../limits.ts';
import { forecastUrl } from '../paths.ts';
import type { ForecastAnswer } from '../schemas/forecast-answer.ts';
import { type Authorize, callerOf } from '../tokens/authorize.ts';
import { callerLimit } from '../tokens/caller-limit.ts';

export interface ForecastRoutesOptions {
  authorize: Authorize;
  service: ForecastService;
  readRate: ReadImpressionRate;
  /** Says which day it is for bodies that name none. */
  clock: Clock;
  timeZone: string;
  limits: HttpLimits;
}

/**
 * `POST /api/v1/forecast`: a plan's forecast, or 202 where it takes longer than the caller waits.
 * `POST /forecast`: the figures of the model server's contract beside it. Both also by their
 * original spelling.
 */
export function forecastRoutes(options: ForecastRoutesOptions): FastifyPluginAsync {
  const { authorize, readRate, limits } = options;
  const predict = async (answer: ForecastAnswer, left: number) => {
    const timeoutMs = Math.max(left, limits.impressionRateLeastMs);
    return predictionOf(answer, await readRate(answer, timeoutMs));
  };
  return async (app) => {
    acceptJson(app, limits);
    const guards = {
      onRequest: [noteArrival, authorize('forecasts:write')],
      config: { rateLimit: callerLimit(limits.forecastsPerMinute) },
    };
    const forecast = answering(options, { kind: 'forecast', present: (answer) => answer });
    const prediction = answering(options, { kind: 'prediction', present: predict });
    app.post('/api/v1/forecast', guards, forecast);
    app.post('/api/v1/forcast', guards, forecast);
    app.post('/forecast', guards, prediction);
    app.post('/forcast', guards, prediction);
  };
}

interface Presentation {
  kind: string;
  /** `left`: what is left of the caller's time, in ms. */
  present: (answer: ForecastAnswer, left: number) => unknown;
}

/**
 * Handles a request for a forecast: validates it, asks the service, and answers with the forecast or,
 * where the wait is over first, with 202.
 */
function answering(
  { service, clock, timeZone, limits }: ForecastRoutesOptions,
  { kind, present }: Presentation,
) {
  const waiting = { defaultMs: limits.forecastWaitMs, maxMs: limits.forecastMaxWaitMs };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { prefer, idempotencyKey } = readHeaders(request);
    const { body, plan, assumptions } = readBody(request, dayIn(timeZone, clock()));
    const { waitMs, applied } = readWaiting(prefer, waiting);
    if (applied !== undefined) reply.header('preference-applied', applied);
    const left = () => msLeft(request, waitMs);
    const asked = await service.ask({
      caller: callerOf(request),
      plan,
      assumptions,
      idempotency: idempotencyOf(idempotencyKey, { kind, body }),
      msLeft: left,
    });
    reply.header('cache-status', asked.isCached ? 'ducky; hit' : 'ducky; fwd=miss');
    if (!asked.result) return sendReceipt(reply, asked);
    reply.header('content-location', forecastUrl(asked.id));
    return present(answerOf(asked.result, asked), left());
  };
}

/** Answers 202 Accepted, with where to poll for the forecast and how soon. */
function sendReceipt(reply: FastifyReply, { id, status }: Asked): FastifyReply {
  const url = forecastUrl(id);
  return reply
    .code(202)
    .header('location', url)
    .header('retry-after', RETRY_AFTER_S.forecast)
    .send({ id, status, url });
}
