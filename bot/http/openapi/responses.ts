import { STATUS_CODES } from 'node:http';

import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';

import { problemSchema } from '../schemas/problem.ts';
import { CHALLENGE, RATE_LIMIT, REQUEST_ID, RETRY_AFTER, type ResponseHeaders } from './headers.ts';

const PROBLEM_TYPE = 'application/problem+json';

/** One object each, so that the document holds each once. */
const REFUSALS = {
  400: refusal(400, 'The request cannot be read; `errors` tells what is wrong and where.'),
  401: refusal(401, 'The access token is missing, wrong or expired.', CHALLENGE),
  403: refusal(403, 'The access token does not allow this.', CHALLENGE),
  404: refusal(404, 'There is nothing here for this caller.'),
  408: refusal(408, 'The body took too long to arrive.'),
  409: refusal(409, 'It has been cancelled, or has ended already.'),
  413: refusal(413, 'The body is too large.'),
  414: refusal(414, 'The path is too long.'),
  415: refusal(415, 'The body has a type, charset or encoding that is not read here.'),
  422: refusal(422, 'The request can be read, but not be answered as it is.'),
  429: refusal(429, 'The caller asks too often, or has too much under way.', {
    ...RETRY_AFTER,
    ...RATE_LIMIT,
  }),
  431: {
    ...refusal(431, 'The headers are too large; nothing of it was read.'),
    headers: z.object({}),
  },
  500: refusal(500, 'A defect of ours; the request id finds it in the log.'),
  503: refusal(503, 'A part is away; the same request may succeed later.', RETRY_AFTER),
};

export interface AnswerOptions {
  description: string;
  schema: z.ZodType;
  /** The media type; JSON unless given. */
  type?: string;
  headers?: ResponseHeaders;
}

/** Documents a successful response, one that is no refusal. */
export function answer(options: AnswerOptions): ZodOpenApiResponseObject {
  const { description, schema, type = 'application/json', headers } = options;
  return { description, headers: headersOf(headers), content: { [type]: { schema } } };
}

/** Documents the error responses of a route, beside the three that every route may give. */
export function refusals(...statuses: (keyof typeof REFUSALS)[]): ZodOpenApiResponsesObject {
  const all = [...statuses, 431, 500, 503] as const;
  return Object.fromEntries(all.map((status) => [`${status}`, REFUSALS[status]]));
}

/** Documents one error response, a problem as RFC 9457 has it. */
function refusal(
  status: number,
  description: string,
  headers?: ResponseHeaders,
): ZodOpenApiResponseObject {
  return {
    id: STATUS_CODES[status]?.replaceAll(/\W/g, '') ?? `${status}`,
    description,
    headers: headersOf(headers),
    content: { [PROBLEM_TYPE]: { schema: problemSchema } },
  };
}

function headersOf(headers: ResponseHeaders = {}): z.ZodObject {
  return z.object({ ...REQUEST_ID, ...headers });
}
