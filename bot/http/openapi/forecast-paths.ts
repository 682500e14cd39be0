import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';

import { forecastUrl } from '../paths.ts';
import {
  forecastAnswerSchema,
  forecastReceiptSchema,
  forecastStateSchema,
  predictionAnswerSchema,
} from '../schemas/forecast-answer.ts';
import { forecastHeadersSchema, forecastParamsSchema } from '../schemas/parameters.ts';
import { forecastBodySchema, planBodySchema, prototypeBodySchema } from '../schemas/plan-body.ts';
import { CONTENT_LOCATION, FORECAST, LOCATION, RATE_LIMIT, RETRY_AFTER } from './headers.ts';
import { answer, refusals } from './responses.ts';
import { bearer } from './security.ts';

const GUARD = { security: bearer('forecasts:write'), tags: ['Forecasts'] };

const ASK = {
  ...GUARD,
  requestParams: { header: forecastHeadersSchema },
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: forecastBodySchema,
        examples: {
          plan: { summary: 'A plan', value: planBodySchema.meta()?.example },
          prototype: {
            summary: "The prototype's body",
            value: prototypeBodySchema.meta()?.example,
          },
        },
      },
    },
  },
} as const;

const ANSWER_HEADERS = { ...FORECAST, ...CONTENT_LOCATION, ...RATE_LIMIT };

const UNDER_WAY = answer({
  description: 'It takes longer than the wait asked for; ask again where `Location` says.',
  schema: forecastReceiptSchema,
  headers: { ...FORECAST, ...LOCATION, ...RETRY_AFTER, ...RATE_LIMIT },
});

const ASK_REFUSALS = refusals(400, 401, 403, 408, 409, 413, 415, 422, 429);

/** The forecast of a plan, at either spelling. */
const forecast = (operationId: string): ZodOpenApiOperationObject => ({
  ...ASK,
  operationId,
  summary: 'Forecast what a plan would deliver',
  responses: {
    200: answer({
      description: 'The forecast, or why an honest one cannot be made.',
      schema: forecastAnswerSchema,
      headers: ANSWER_HEADERS,
    }),
    202: UNDER_WAY,
    ...ASK_REFUSALS,
  },
});

/** The figures of the model server, at either spelling. */
const prediction = (operationId: string): ZodOpenApiOperationObject => ({
  ...ASK,
  operationId,
  summary: 'Average days and the chance of an impression, as the model server answers them',
  responses: {
    200: answer({
      description: 'The figures, beside the full forecast.',
      schema: predictionAnswerSchema,
      headers: ANSWER_HEADERS,
    }),
    202: UNDER_WAY,
    ...ASK_REFUSALS,
  },
});

const ONE = { ...GUARD, requestParams: { path: forecastParamsSchema } } as const;

/** The OpenAPI operations that ask for forecasts, read their status and cancel them. */
export const forecastPaths: ZodOpenApiPathsObject = {
  '/api/v1/forecast': { post: forecast('forecast') },
  '/api/v1/forcast': { post: forecast('forcast') },
  '/forecast': { post: prediction('predict') },
  '/forcast': { post: prediction('predictForcast') },
  [forecastUrl('{id}')]: {
    get: {
      ...ONE,
      operationId: 'readForecast',
      summary: 'How a forecast stands, with its answer once there is one',
      responses: {
        200: answer({
          description: 'How it stands; `Retry-After` while it is under way.',
          schema: forecastStateSchema,
          headers: RATE_LIMIT,
        }),
        ...refusals(400, 401, 403, 404, 414, 429),
      },
    },
    delete: {
      ...ONE,
      operationId: 'cancelForecast',
      summary: 'Cancel a forecast that is under way',
      responses: {
        200: answer({
          description: 'It is cancelled, now or before.',
          schema: forecastStateSchema,
          headers: RATE_LIMIT,
        }),
        ...refusals(400, 401, 403, 404, 409, 414, 415, 429),
      },
    },
  },
};
