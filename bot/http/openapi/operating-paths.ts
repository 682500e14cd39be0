import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

import { healthSchema, readinessSchema } from '../schemas/health.ts';
import { answer, refusals } from './responses.ts';

const OPEN = { tags: ['Operating'], security: [] };

const metrics = z.string().meta({
  description: "Prometheus's text format.",
  example: 'ducky_sync_backlog_rows 0\n',
});

const document = z
  .looseObject({ openapi: z.string(), info: z.looseObject({ title: z.string() }) })
  .meta({ id: 'Document', description: 'An OpenAPI document.' });

/**
 * The OpenAPI operations for those who run Ducky: health, readiness, metrics and this document;
 * they are open, and tell nothing of what is asked or answered.
 */
export const operatingPaths: ZodOpenApiPathsObject = {
  '/healthz': {
    get: {
      ...OPEN,
      operationId: 'health',
      summary: 'Whether this process answers',
      responses: {
        200: answer({ description: 'It does.', schema: healthSchema }),
        ...refusals(),
      },
    },
  },
  '/readyz': {
    get: {
      ...OPEN,
      operationId: 'readiness',
      summary: 'Whether work may be sent here; 503 names the parts that are away',
      responses: {
        200: answer({ description: 'It may.', schema: readinessSchema }),
        ...refusals(),
      },
    },
  },
  '/metrics': {
    get: {
      ...OPEN,
      operationId: 'metrics',
      summary: 'What this process tells Prometheus',
      responses: {
        200: answer({ description: 'All of it, read now.', schema: metrics, type: 'text/plain' }),
        ...refusals(),
      },
    },
  },
  '/openapi.json': {
    get: {
      ...OPEN,
      operationId: 'openapi',
      summary: 'This document',
      responses: {
        200: answer({ description: 'It.', schema: document }),
        ...refusals(),
      },
    },
  },
};
