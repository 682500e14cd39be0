import type { FastifyPluginAsync } from 'fastify';
import type { HttpLimits } from '../limits.ts';
import { forecastRoutes } from '../routes/forecast.ts';
import { forecastsRoutes } from '../routes/forecasts.ts';
import type { Authorize } from '../tokens/authorize.ts';
import { type DeskServices, ForecastDesk } from './desk.ts';
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
    const desk = new ForecastDesk(services, limits);
    const readRate = openImpressionRates({ clickhouse, log });
    app.addHook('preClose', async () => desk.close());
    await app.register(forecastRoutes({ authorize, desk, readRate, clock, timeZone, limits }));
    await app.register(forecastsRoutes({ authorize, desk, limits }));
  };
}
