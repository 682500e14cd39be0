import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

import { SLACK_EVENTS_PATH } from '../../slack/installing/manifest.ts';
import { REQUEST_TYPES } from '../routes/requests.ts';
import { requestsReceiptSchema } from '../schemas/requests.ts';
import { RATE_LIMIT } from './headers.ts';
import { answer, refusals } from './responses.ts';
import { bearer } from './security.ts';

const lines = z.string().meta({ description: 'One OpenRTB 2.6 bid request a line.' });

const LINE = { id: 'a', imp: [{ id: '1', banner: { w: 300, h: 250 } }], device: { os: 'iOS' } };
const CONTENT = {
  schema: lines,
  examples: { banner: { summary: 'A banner on a phone', value: `${JSON.stringify(LINE)}\n` } },
};

/** The OpenAPI operations that take live data: bid requests, and Slack's events. */
export const livePaths: ZodOpenApiPathsObject = {
  '/api/v1/requests': {
    post: {
      operationId: 'sendRequests',
      summary: 'Store live bid requests',
      description: 'Sending the same lines again changes nothing. The body may be packed by gzip.',
      tags: ['Live data'],
      security: bearer('requests:write'),
      requestBody: {
        required: true,
        content: Object.fromEntries(REQUEST_TYPES.map((type) => [type, CONTENT])),
      },
      responses: {
        200: answer({
          description: 'What became of the lines; those taken are stored.',
          schema: requestsReceiptSchema,
          headers: RATE_LIMIT,
        }),
        ...refusals(400, 401, 403, 408, 413, 415, 429),
      },
    },
  },
  [SLACK_EVENTS_PATH]: {
    post: {
      operationId: 'slackEvents',
      summary: 'What Slack sends an app without Socket Mode',
      description: "For Slack alone, whose signature is checked; see Slack's documentation.",
      tags: ['Live data'],
      security: [],
      responses: {
        200: { description: 'Taken.' },
        401: { description: 'The signature is wrong, or too old.' },
        413: { description: 'The body is larger than any of Slack.' },
        431: { description: 'The headers are larger than any of Slack.' },
        503: { description: 'The bot is not in Slack at present.' },
      },
    },
  },
};
