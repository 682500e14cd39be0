import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

import { callerIfKnown } from './tokens/authorize.ts';

/** A request that has been answered, or given up. */
export interface Answer {
  method: string;
  /** The route and not the path, of which there are endlessly many; it holds nothing of anybody. */
  route: string;
  status: string;
  seconds: number;
}

/** Health and metrics routes, which machines ask all the time. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

/** Reports every HTTP request once it is answered, or aborted: its route, status and duration. */
export function onAnswer(
  app: FastifyInstance,
  tell: (answer: Answer, request: FastifyRequest) => void,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const beganMs = performance.now();
    reply.raw.once('close', () => {
      const answer = {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.raw.writableFinished ? String(reply.raw.statusCode) : 'aborted',
        seconds: (performance.now() - beganMs) / 1000,
      };
      tell(answer, request);
    });
  });
}

/**
 * Logs each HTTP request on one line (an access log), with no address of anybody; those to probes
 * are for whoever looks closely.
 */
export function logAnswer(log: Logger, { seconds, ...answer }: Answer, request: FastifyRequest) {
  const ms = Math.round(seconds * 1000);
  const line = { ...answer, ms, caller: callerIfKnown(request), httpRequestId: request.id };
  if (PROBES.has(answer.route)) log.debug(line, 'HTTP answer');
  else log.info(line, 'HTTP answer');
}
