import { z } from 'zod';

/** Response of `GET /healthz`: this process answers. */
export const healthSchema = z
  .strictObject({ status: z.literal('ok') })
  .meta({ id: 'Health', description: 'This process answers.', example: { status: 'ok' } });

/** Response of `GET /readyz`: every part answers. */
export const readinessSchema = z
  .strictObject({
    status: z.literal('ready'),
    parts: z.record(z.string(), z.enum(['ok', 'away'])),
  })
  .meta({
    id: 'Readiness',
    description: 'Every part answers, so that work may be sent here.',
    example: { status: 'ready', parts: { postgres: 'ok', clickhouse: 'ok', queue: 'ok' } },
  });
