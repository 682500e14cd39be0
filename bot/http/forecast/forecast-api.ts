import type { FastifyPluginAsync } from 'fastify';
import type { HttpLimits } from '../limits.ts';
import { forecastRoutes } from '../routes/forecast.ts';
import { forecastsRoutes } from '../routes/forecasts.ts';
import type { Authorize } from '../tokens/authorize.ts';
import { type DeskServices, ForecastService } from './forecast-service.ts';
import { openImpressionRates } from './impression-rates.ts';

export interface ForecastApiOptions {
  authorize: Authorize;
  services: DeskServices;
  limits: HttpLimits;
}

/** Registers the routes that ask for forecasts over HTTP, read their status and cancel them. */
export function forecastApi({
  authorize,
  services,
  limits,
}: ForecastApiOptions): FastifyPluginAsync {
  return async (app) => {
    const { clickhouse, clock, timeZone, log } = services;
    const service = new ForecastService(services, limits);
    const readRate = openImpressionRates({ clickhouse, log });
    app.addHook('preClose', async () => service.close());
    await app.register(forecastRoutes({ authorize, service, readRate, clock, timeZone, limits }));
    await app.register(forecastsRoutes({ authorize, service, limits }));
  };
}
