import { z } from 'zod';

import { RETRY_AFTER_S } from '../limits.ts';
import { forecastUrl } from '../paths.ts';
import { EXAMPLE_FORECAST } from '../schemas/example.ts';

/** Headers by name, each with what it says. */
export type ResponseHeaders = Readonly<Record<string, z.ZodType>>;

/** Of every answer: the id that finds it in the log. */
export const REQUEST_ID: ResponseHeaders = {
  'x-request-id': z.string().meta({
    description: 'Finds the request in the log; that of the request, where it sent one.',
    example: 'b7f1c2a0-5a3e-4a0e-9f0e-0c3f1f9d2b11',
    header: { id: 'x-request-id' },
  }),
};

/** Of refusals that pass, such as 429 and 503: when to retry. */
export const RETRY_AFTER: ResponseHeaders = {
  'retry-after': z.string().meta({
    description: 'Seconds after which to come back.',
    example: String(RETRY_AFTER_S.unavailable),
    header: { id: 'retry-after' },
  }),
};

/** Of refusals of a caller whose token is missing, wrong or not enough, 401 and 403. */
export const CHALLENGE: ResponseHeaders = {
  'www-authenticate': z.string().meta({
    description: 'What is wrong with the access token, as RFC 6750 has it.',
    example: 'Bearer realm="ducky"',
    header: { id: 'www-authenticate' },
  }),
};

/** Of answers to callers whose requests are counted. */
export const RATE_LIMIT: ResponseHeaders = {
  'x-ratelimit-limit': counter('Requests that a caller may send in a minute.', '600'),
  'x-ratelimit-remaining': counter('Those of them that are left.', '598'),
  'x-ratelimit-reset': counter('Seconds until they are counted anew.', '42'),
};

const EXAMPLE_URL = forecastUrl(EXAMPLE_FORECAST.id);

/** Of what is asked for a forecast: whether the cache had it, and which `Prefer` was followed. */
export const FORECAST: ResponseHeaders = {
  'cache-status': z.string().meta({
    description: 'Whether the forecast had been made before, as RFC 9211 has it.',
    example: 'ducky; hit',
    header: { id: 'cache-status' },
  }),
  'preference-applied': z
    .string()
    .optional()
    .meta({
      description: 'What of `Prefer` was followed.',
      example: 'wait=10',
      header: { id: 'preference-applied' },
    }),
};

/** Of a forecast that is in the answer. */
export const CONTENT_LOCATION: ResponseHeaders = {
  'content-location': z.string().meta({
    description: 'Where to ask for this forecast again.',
    example: EXAMPLE_URL,
    header: { id: 'content-location' },
  }),
};

/** Of a forecast that is not in the answer yet. */
export const LOCATION: ResponseHeaders = {
  location: z.string().meta({
    description: 'Where to ask for the forecast.',
    example: EXAMPLE_URL,
    header: { id: 'location' },
  }),
};

function counter(description: string, example: string): z.ZodType {
  return z.string().optional().meta({ description, example });
}
