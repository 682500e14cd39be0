import { z } from 'zod';

import { rangeSchema, refusalSchema } from './forecast.ts';

const spanSchema = z.strictObject({ start: z.iso.date(), end: z.iso.date() });

/** Next week of a plan: its forecast, why there is none, or that its flight is not on then. */
const nextWeekSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('forecast'),
    days: spanSchema,
    impressions: rangeSchema,
    reach: rangeSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('refused'), ...refusalSchema.shape.refused.shape }),
  z.strictObject({ kind: z.literal('not on') }),
]);
export type NextWeek = z.infer<typeof nextWeekSchema>;

const lookBackSchema = z.strictObject({
  /** The days of the earlier forecast that have come. */
  days: spanSchema,
  /** What was forecast for these days, at P50. */
  expected: z.number().nonnegative(),
  /** What came on them. */
  actual: z.number().nonnegative(),
  /** Days on which what came lay within P10 to P90, and all of them. */
  heldDays: z.int().nonnegative(),
  comparedDays: z.int().positive(),
  /** Next week's expected impressions a day against those of the earlier forecast, 0.1 = +10%. */
  change: z.number().nullable(),
  /** True where nobody made the forecast then, and it was made up for since. */
  isBackFilled: z.boolean(),
});
/** How an earlier forecast of a plan did: what was expected against what came, for the digest. */
export type LookBack = z.infer<typeof lookBackSchema>;

const riskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flight over'), end: z.iso.date() }),
  z.strictObject({ kind: z.literal('draft is late'), start: z.iso.date() }),
  /** `likely` and `best` are what comes at P50 and P90, with what came already. */
  z.strictObject({
    kind: z.enum(['goal out of reach', 'goal at risk']),
    goal: z.number(),
    likely: z.number(),
    best: z.number(),
  }),
  /** Next week a day against the last days that came, -0.3 = 30% less. */
  z.strictObject({ kind: z.literal('falling'), change: z.number() }),
]);
/** A warning about a plan in the digest: its goal out of reach, delivery falling, flight over. */
export type Risk = z.infer<typeof riskSchema>;

const planSchema = z.strictObject({
  planId: z.uuid(),
  name: z.string(),
  status: z.enum(['draft', 'booked']),
  next: nextWeekSchema,
  /** Null where no earlier forecast of the plan is known, or nothing of it has come. */
  lookBack: lookBackSchema.nullable(),
  risks: z.array(riskSchema),
});
/** What a digest says of one plan. */
export type PlanDigest = z.infer<typeof planSchema>;

/** A weekly digest of a channel's saved plans. */
export const digestResultSchema = z.strictObject({
  /** The seven days after the day it was made. */
  week: spanSchema,
  /** Last day of history; null where no plan could be forecast. */
  dataThrough: z.iso.date().nullable(),
  historyOrigin: z.enum(['generated', 'observed', 'mixed']),
  plans: z.array(planSchema),
});
export type DigestResult = z.infer<typeof digestResultSchema>;
