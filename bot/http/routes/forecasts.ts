import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { stateOf } from '../forecast/answer.ts';
import type { ForecastService } from '../forecast/forecast-service.ts';
import { type HttpLimits, RETRY_AFTER_S } from '../limits.ts';
import { forecastUrl } from '../paths.ts';
import { HttpProblem } from '../problem.ts';
import { forecastParamsSchema } from '../schemas/parameters.ts';
import { type Authorize, callerOf } from '../tokens/authorize.ts';
import { callerLimit } from '../tokens/caller-limit.ts';

const URL = forecastUrl(':id');

export interface ForecastsRoutesOptions {
  authorize: Authorize;
  service: ForecastService;
  limits: HttpLimits;
}

/**
 * `GET /api/v1/forecasts/{id}`: how a forecast of the caller's own stands, and its answer once
 * there is one. `DELETE` stops it.
 */
export function forecastsRoutes({
  authorize,
  service,
  limits,
}: ForecastsRoutesOptions): FastifyPluginAsync {
  return async (app) => {
    const guards = {
      onRequest: authorize('forecasts:write'),
      config: { rateLimit: callerLimit(limits.forecastsPerMinute) },
    };
    app.get(URL, guards, async (request, reply) => {
      const state = stateOf(await service.find(idOf(request), callerOf(request)));
      if (state.finishedAt === null) reply.header('retry-after', RETRY_AFTER_S.forecast);
      return state;
    });
    app.delete(URL, guards, async (request) =>
      stateOf(await service.cancel(idOf(request), callerOf(request))),
    );
  };
}

function idOf({ params }: FastifyRequest): string {
  const { data } = forecastParamsSchema.safeParse(params);
  if (data) return data.id;
  throw new HttpProblem(404, 'There is no such forecast of yours.');
}
