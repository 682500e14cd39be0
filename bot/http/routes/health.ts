import type { FastifyPluginAsync } from 'fastify';
import { mergeCalls } from '../../../data/merge-calls.ts';
import { type Probe, readReadiness } from '../../../data/readiness.ts';
import type { HttpLimits } from '../limits.ts';
import { HttpProblem } from '../problem.ts';

export interface HealthRoutesOptions {
  /** By the name of the part. */
  probes: Readonly<Record<string, Probe>>;
  limits: HttpLimits;
}

/**
 * `GET /healthz`: this process answers; a restart would not help the others. `GET /readyz`: the
 * stores and the queue answer too, so that work may be sent here; else 503, naming who is away.
 */
export function healthRoutes({ probes, limits }: HealthRoutesOptions): FastifyPluginAsync {
  // Anybody may ask: however many do at once, the parts are asked once.
  const read = mergeCalls(() => readReadiness(probes, limits.probeTimeoutMs));
  return async (app) => {
    app.get('/healthz', async () => ({ status: 'ok' }));
    app.get('/readyz', async () => {
      const { ready, parts } = await read();
      if (!ready) throw new HttpProblem(503, 'Not every part answers.', { members: { parts } });
      return { status: 'ready', parts };
    });
  };
}
