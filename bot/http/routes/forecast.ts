import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';

import { type Clock, dayIn } from '../../../data/calendar.ts';
import { type Authorize, callerOf } from '../authorize.ts';
import { callerLimit } from '../caller-limit.ts';
import { answerOf, forecastUrl } from '../forecast/answer.ts';
import type { Asked, ForecastDesk } from '../forecast/desk.ts';
import { type ImpressionRate, predictionOf } from '../forecast/prediction.ts';
import { readWaiting } from '../forecast/preferences.ts';
import { idempotencyOf, readBody, readHeaders } from '../forecast/read-question.ts';
import { acceptJson } from '../json-body.ts';
import type { HttpLimits } from '../limits.ts';
import type { ForecastAnswer } from '../schemas/forecast-answer.ts';

const RETRY_AFTER_S = 1;

export interface ForecastRoutesOptions {
  authorize: Authorize;
  desk: ForecastDesk;
  readRate: (answer: ForecastAnswer) => Promise<ImpressionRate>;
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
  const predict = async (answer: ForecastAnswer) => predictionOf(answer, await readRate(answer));
  return async (app) => {
    acceptJson(app, limits);
    const guards = {
      onRequest: authorize('forecasts:write'),
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
  present: (answer: ForecastAnswer) => unknown;
}

function answering(
  { desk, clock, timeZone, limits }: ForecastRoutesOptions,
  { kind, present }: Presentation,
) {
  const waiting = { defaultMs: limits.forecastWaitMs, maxMs: limits.forecastMaxWaitMs };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { prefer, idempotencyKey } = readHeaders(request);
    const { body, plan, assumptions } = readBody(request, dayIn(timeZone, clock()));
    const { waitMs, applied } = readWaiting(prefer, waiting);
    if (applied !== undefined) reply.header('preference-applied', applied);
    const asked = await desk.ask({
      caller: callerOf(request),
      plan,
      assumptions,
      idempotency: idempotencyOf(idempotencyKey, { kind, body }),
      waitMs,
    });
    reply.header('cache-status', asked.isCached ? 'ducky; hit' : 'ducky; fwd=miss');
    if (!asked.result) return sendReceipt(reply, asked);
    reply.header('content-location', forecastUrl(asked.id));
    return present(answerOf(asked.result, asked));
  };
}

function sendReceipt(reply: FastifyReply, { id, status }: Asked): FastifyReply {
  const url = forecastUrl(id);
  return reply
    .code(202)
    .header('location', url)
    .header('retry-after', RETRY_AFTER_S)
    .send({ id, status, url });
}
