import type { FastifyPluginAsync } from 'fastify';
import { bodyBytes } from '../bodies/body-bytes.ts';
import type { HttpLimits } from '../limits.ts';
import { ingestLines, type LiveIntake, type Receipt } from '../live/ingest-lines.ts';
import type { HttpMetrics } from '../metrics.ts';
import { HttpProblem } from '../problem.ts';
import type { Authorize } from '../tokens/authorize.ts';
import { callerLimit } from '../tokens/caller-limit.ts';

/** What the lines may be sent as. */
export const REQUEST_TYPES = ['application/x-ndjson', 'application/jsonl', 'application/json'];
const ADVICE = 'Send it in parts; what was taken is not taken twice.';

export interface RequestsRouteOptions {
  authorize: Authorize;
  /** Opened for each body. */
  openIntake: () => LiveIntake;
  limits: HttpLimits;
  metrics: HttpMetrics;
}

/**
 * `POST /api/v1/requests`: OpenRTB bid requests as JSON lines, gzip or not, are stored as live
 * data before the answer, a Receipt. Sending the same lines again changes nothing.
 */
export function requestsRoute(options: RequestsRouteOptions): FastifyPluginAsync {
  const { authorize, openIntake, limits, metrics } = options;
  return async (app) => {
    app.removeAllContentTypeParsers();
    // The handler reads the body as it comes, so nothing may collect it first.
    app.addContentTypeParser(REQUEST_TYPES, (_request, payload, done) => done(null, payload));
    app.addContentTypeParser('*', (_request, _payload, done) => done(unknownType()));
    app.route({
      method: 'POST',
      url: '/api/v1/requests',
      onRequest: authorize('requests:write'),
      config: { rateLimit: callerLimit(limits.requestsPerMinute) },
      handler: async (request) => {
        const bytes = bodyBytes(request.raw, {
          maxBytes: limits.bodyBytes,
          signal: AbortSignal.timeout(limits.bodyTimeoutMs),
          advice: ADVICE,
        });
        const receipt = await ingestLines(bytes, metrics.counting(openIntake()));
        metrics.rejectedLines(receipt.rejected);
        refuseUseless(receipt);
        return receipt;
      },
    });
  };
}

function unknownType(): HttpProblem {
  const detail = `The body must be JSON lines. Send it with one of these as Content-Type: ${REQUEST_TYPES.join(', ')}.`;
  return new HttpProblem(415, detail);
}

/** Answers 400 where the body was empty or every line of it was rejected. */
function refuseUseless(receipt: Receipt): void {
  if (receipt.read === 0) {
    throw new HttpProblem(400, 'The body holds no lines. Send one OpenRTB bid request a line.');
  }
  if (receipt.rejected < receipt.read) return;
  throw new HttpProblem(400, 'No line could be taken.', { members: { ...receipt } });
}
