import type { FastifyPluginAsync, FastifyRequest } from 'fastify';

import { type Authorize, callerOf } from '../authorize.ts';
import { bodyBytes } from '../body-bytes.ts';
import type { HttpLimits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import { HttpProblem } from '../problem.ts';
import { type LiveDoor, type Receipt, takeLines } from '../take-lines.ts';

const CONTENT_TYPES = ['application/x-ndjson', 'application/jsonl', 'application/json'];

export interface RequestsRouteOptions {
  authorize: Authorize;
  /** Opened for each body. */
  openDoor: () => LiveDoor;
  limits: HttpLimits;
  metrics: Metrics;
}

/**
 * `POST /api/v1/requests`: OpenRTB bid requests as JSON lines, gzip or not, are stored as live
 * data before the answer, a Receipt. Sending the same lines again changes nothing.
 */
export function requestsRoute(options: RequestsRouteOptions): FastifyPluginAsync {
  const { authorize, openDoor, limits, metrics } = options;
  return async (app) => {
    app.removeAllContentTypeParsers();
    // The handler reads the body as it comes, so nothing may collect it first.
    app.addContentTypeParser(CONTENT_TYPES, (_request, payload, done) => done(null, payload));
    app.addContentTypeParser('*', (_request, _payload, done) => done(unknownType()));
    app.route({
      method: 'POST',
      url: '/api/v1/requests',
      onRequest: authorize('requests:write'),
      config: {
        rateLimit: {
          hook: 'preParsing',
          max: limits.requestsPerMinute,
          timeWindow: 60_000,
          keyGenerator: callerOf,
        },
      },
      handler: async (request) => {
        refuseAnnouncedSize(request, limits.bodyBytes);
        const bytes = bodyBytes(request.raw, {
          maxBytes: limits.bodyBytes,
          signal: AbortSignal.timeout(limits.bodyTimeoutMs),
        });
        const receipt = await takeLines(bytes, metrics.counting(openDoor()));
        metrics.rejectedLines(receipt.rejected);
        refuseUseless(receipt);
        return receipt;
      },
    });
  };
}

function unknownType(): HttpProblem {
  const detail = `The body must be JSON lines. Send it with one of these as Content-Type: ${CONTENT_TYPES.join(', ')}.`;
  return new HttpProblem(415, detail);
}

/** Saves both sides the transfer. */
function refuseAnnouncedSize({ headers }: FastifyRequest, maxBytes: number): void {
  if (Number(headers['content-length'] ?? 0) <= maxBytes) return;
  throw new HttpProblem(413, `A body may have ${maxBytes} bytes. Send it in parts.`);
}

function refuseUseless(receipt: Receipt): void {
  if (receipt.read === 0) {
    throw new HttpProblem(400, 'The body holds no lines. Send one OpenRTB bid request a line.');
  }
  if (receipt.rejected < receipt.read) return;
  throw new HttpProblem(400, 'No line could be taken.', { members: { ...receipt } });
}
