import type { FastifyPluginAsync } from 'fastify';

import type { ProcessMetrics } from '../../../data/metrics/process-metrics.ts';

/**
 * `GET /metrics` for Prometheus. Counts and durations only, no names or values, so it is open as
 * is usual; a proxy that publishes the port does not pass it on.
 */
export function metricsRoute(metrics: ProcessMetrics): FastifyPluginAsync {
  return async (app) => {
    app.get('/metrics', async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.text()),
    );
  };
}
