import { z } from 'zod';

import { planSchema } from '../../../data/plan.ts';
import { EXAMPLE_PLAN } from './example.ts';

/** Our plan, as `ducky schema` prints it. */
export const planBodySchema = planSchema.meta({
  id: 'Plan',
  description: 'Which requests are meant, on which days, and under which commercial terms.',
  example: EXAMPLE_PLAN,
});

const MAX_INCLUDED = 500;

/** In one Unicode form, as the values of a plan, which are made of names. */
const name = z
  .string()
  .normalize('NFC')
  .max(190)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), {
    error: 'must be well-formed text without a NUL',
  });

const geoTargetSchema = z.strictObject({
  target_type: name.optional().meta({
    description: 'What `name` names: `country`, `region` or `city`; without it, it is found out.',
  }),
  target_id: z
    .union([name, z.number().int()])
    .optional()
    .meta({ description: 'An id of another system; it is not read.' }),
  name: name.optional().meta({ description: 'A country, region or city.' }),
  age: z
    .union([name, z.number().int()])
    .optional()
    .meta({ description: 'Years: `25-34`, `65+` or a single age.' }),
  country_code: name
    .optional()
    .meta({ description: 'ISO 3166-1, two letters or three; a region or city needs it.' }),
});
export type GeoTarget = z.infer<typeof geoTargetSchema>;

const included = <T extends z.ZodType>(item: T) =>
  z.strictObject({ included: z.array(item).max(MAX_INCLUDED) }).optional();

/** The old format of a request body, which Ducky's prototype took. */
export const prototypeBodySchema = z
  .strictObject({
    geo_target: included(geoTargetSchema),
    device_type: included(
      z.number().int().meta({ description: 'A device type of AdCOM 1.0: 4 is a phone.' }),
    ),
    inventory_url: included(z.string().max(2_000).meta({ description: 'A site, by any address.' })),
  })
  .meta({
    id: 'PrototypeBody',
    description:
      "The prototype's body. Its flight is the next 14 days; what was assumed is told in `notes`.",
    example: {
      geo_target: {
        included: [
          {
            target_type: 'city',
            target_id: '1007785',
            name: 'Mumbai',
            age: '25-34',
            country_code: 'IND',
          },
        ],
      },
      device_type: { included: [4, 5] },
      inventory_url: { included: ['https://www.example.com/news'] },
    },
  });
export type PrototypeBody = z.infer<typeof prototypeBodySchema>;

/** The request body of a forecast: a plan, or the prototype's. */
export const forecastBodySchema = z
  .union([planBodySchema, prototypeBodySchema])
  .meta({ id: 'ForecastBody', description: 'A plan, or the body that the prototype took.' });
