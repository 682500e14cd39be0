import { z } from 'zod';

import { planSchema } from './plan.ts';

/** A forecast quantity: one day in ten it comes out below `p10`, one in ten above `p90`. */
export const rangeSchema = z.strictObject({
  p10: z.number().nonnegative(),
  p50: z.number().nonnegative(),
  p90: z.number().nonnegative(),
});
export type Range = z.infer<typeof rangeSchema>;

const quantities = { impressions: rangeSchema, reach: rangeSchema.nullable() };

/** What the plan's terms, such as a frequency cap, leave of the impressions available. */
const deliverySchema = z.strictObject({
  impressions: rangeSchema,
  reach: rangeSchema.nullable(),
  spend: rangeSchema.nullable(),
  winRate: z.number().min(0).max(1).nullable(),
  limitedBy: z.string(),
});

const partSchema = z.strictObject({
  /** A value of the dimension; null for all values together that are not named. */
  value: z.string().nullable(),
  impressions: rangeSchema,
  /** Of the total, 0 to 1; the shares of all parts add up to 1. */
  share: z.number().min(0).max(1),
});

/** What a targeting would deliver, as everything that shows or stores a forecast sees it. */
export const forecastSchema = z.strictObject({
  id: z.string(),
  plan: planSchema,
  generatedAt: z.iso.datetime(),
  /** Last day of history the forecast was made from. */
  dataThrough: z.iso.date(),
  model: z.strictObject({ version: z.string(), method: z.string() }),
  daily: z.array(z.strictObject({ date: z.iso.date(), ...quantities })),
  total: z.strictObject({
    ...quantities,
    /** Impressions a reached user sees over the flight, at P50. */
    averageFrequency: z.number().nonnegative().nullable(),
  }),
  /** Users by how often they would be seen over the flight, at P50; the last entry is 'or more'. */
  frequency: z.array(z.strictObject({ timesSeen: z.number().int().positive(), users: z.number() })),
  delivery: deliverySchema.optional(),
  /** The total by the values of the dimension asked for, most first, what is not named last. */
  breakdown: z.array(partSchema).optional(),
  history: z.array(
    z.strictObject({
      date: z.iso.date(),
      impressions: z.number(),
      reach: z.number().nullable(),
    }),
  ),
  /** What moved the forecast from the plain recent mean; `effect` is a relative change, 0.1 = +10%. */
  drivers: z.array(z.strictObject({ name: z.string(), effect: z.number() })),
  confidence: z.enum(['high', 'medium', 'low']),
  notes: z.array(z.string()),
});
export type Forecast = z.infer<typeof forecastSchema>;

/** Why there is no forecast, and what would be needed for one. */
export const refusalSchema = z.strictObject({
  refused: z.strictObject({ reason: z.string(), needed: z.string() }),
});
export type Refusal = z.infer<typeof refusalSchema>;

export const forecastResultSchema = z.union([forecastSchema, refusalSchema]);
export type ForecastResult = z.infer<typeof forecastResultSchema>;

export function isRefusal(result: ForecastResult): result is Refusal {
  return 'refused' in result;
}
