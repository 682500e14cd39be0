import { z } from 'zod';

import { IDEMPOTENCY_HOURS } from '../../../data/postgres/requests/idempotency.ts';
import { EXAMPLE_FORECAST } from './example.ts';

/** The path parameter of one forecast, its id. */
export const forecastParamsSchema = z.object({
  id: z.uuid().meta({
    description: 'Identity of the forecast.',
    example: EXAMPLE_FORECAST.id,
  }),
});

/** `Idempotency-Key` and `Prefer` of a forecast request; other headers are of no interest here. */
export const forecastHeadersSchema = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must have 1 to 255 printable ASCII characters and no space')
    .optional()
    .meta({
      description: `The same key with the same body is the same forecast for ${IDEMPOTENCY_HOURS} hours, unless that came to nothing for a reason that passes; with another body it is refused.`,
      example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
    }),
  prefer: z.string().max(1_000).optional().meta({
    description: 'RFC 7240: `wait=N` seconds for the answer, or `respond-async`.',
    example: 'wait=10',
  }),
});
