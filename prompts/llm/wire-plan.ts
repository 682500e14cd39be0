import { z } from 'zod';

import { GENDERS, LIST_DIMENSIONS, WEEK } from '../../data/dimensions.ts';
import type { Plan, Targeting } from '../../data/plan.ts';

const money = { amount: z.number(), currency: z.string() };

/**
 * The plan as a model writes it. Structured outputs know neither optional keys nor records nor
 * refinements, so every key is there, possibly null, and the strict plan schema stands behind it.
 */
const wirePlanSchema = z.object({
  gender: z.array(z.enum(GENDERS)),
  ageMin: z.number().nullable(),
  ageMax: z.number().nullable(),
  includeUnknownAge: z.boolean(),
  lists: z.array(
    z.object({
      dimension: z.enum(LIST_DIMENSIONS),
      include: z.array(z.string()),
      exclude: z.array(z.string()),
    }),
  ),
  dayparts: z.array(z.object({ days: z.array(z.enum(WEEK)), from: z.number(), to: z.number() })),
  flight: z.object({ start: z.string(), end: z.string() }).nullable(),
  goalImpressions: z.number().nullable(),
  bidCpm: z.object(money).nullable(),
  budget: z.object({ ...money, per: z.enum(['flight', 'day']) }).nullable(),
  frequencyCap: z
    .object({ impressions: z.number(), per: z.enum(['hour', 'day', 'week', 'flight']) })
    .nullable(),
});
export type WirePlan = z.infer<typeof wirePlanSchema>;

/** A model's whole answer; of the other keys only what `kind` names counts. */
export const wireReadingSchema = z.object({
  kind: z.enum(['plan', 'compare', 'question', 'outOfScope']),
  /** The plan, or the first of two. */
  plan: wirePlanSchema.nullable(),
  /** The second of two. */
  otherPlan: wirePlanSchema.nullable(),
  question: z
    .object({ question: z.string(), about: z.string(), options: z.array(z.string()) })
    .nullable(),
});
export type WireReading = z.infer<typeof wireReadingSchema>;

/** Converts a model's plan to the domain's shape, not yet checked against the plan schema. */
export function fromWirePlan(wire: WirePlan): Partial<Plan> & Pick<Plan, 'targeting'> {
  const { flight, goalImpressions, bidCpm, budget, frequencyCap } = wire;
  return {
    targeting: targetingOf(wire),
    ...(flight && { flight }),
    ...(goalImpressions !== null && { goal: { impressions: goalImpressions } }),
    ...(bidCpm && { bidCpm }),
    ...(budget && { budget }),
    ...(frequencyCap && { frequencyCap }),
  };
}

function targetingOf({
  gender,
  ageMin,
  ageMax,
  includeUnknownAge,
  lists,
  dayparts,
}: WirePlan): Targeting {
  const hasAge = ageMin !== null || ageMax !== null;
  return {
    ...(hasAge && {
      age: {
        ...(ageMin !== null && { min: ageMin }),
        ...(ageMax !== null && { max: ageMax }),
        includeUnknown: includeUnknownAge,
      },
    }),
    ...(gender.length > 0 && { gender }),
    ...Object.fromEntries(lists.map(({ dimension, ...list }) => [dimension, list])),
    ...(dayparts.length > 0 && { dayparts }),
  };
}
