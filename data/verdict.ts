import { z } from 'zod';

/** Accuracy metrics over many forecasts. */
export const metricsSchema = z.strictObject({
  count: z.number().int().nonnegative(),
  /** Sum of absolute errors over the sum of actuals (weighted absolute percentage error). */
  wape: z.number().nonnegative(),
  /** Sum of errors over the sum of actuals; above 0 where forecasts were too high. */
  bias: z.number(),
  /** Mean pinball loss of P10, P50 and P90 over the mean actual (Koenker & Bassett 1978). */
  pinball: z.number().nonnegative(),
  /** Share of actuals within P10-P90; nominally 0.8. */
  coverage80: z.number().min(0).max(1),
});
export type Metrics = z.infer<typeof metricsSchema>;

/** A new model and the serving one, measured on the same days, which neither has learnt from. */
const comparisonSchema = z.strictObject({
  servingVersion: z.string(),
  days: z.strictObject({ first: z.iso.date(), last: z.iso.date() }),
  /** Forecasts reach up to so many days ahead. */
  horizonDays: z.number().int().positive(),
  candidate: metricsSchema,
  serving: metricsSchema,
});
export type Comparison = z.infer<typeof comparisonSchema>;

/**
 * What the gate decides of a newly trained model: it is promoted and serves from now on, or is kept
 * from it, and why.
 */
export const verdictSchema = z.strictObject({
  decision: z.enum(['promoted', 'kept']),
  /** A sentence for people. */
  reason: z.string(),
  /** Null where there was nothing to compare with. */
  comparison: comparisonSchema.nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;
