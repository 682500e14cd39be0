import { createHash } from 'node:crypto';

import { z } from 'zod';

import { daysBetween, isDay } from './calendar.ts';
import { DIMENSIONS, type Dimension, GENDERS, LIST_DIMENSIONS, WEEK } from './dimensions.ts';

/** The longest flight that can be asked about, in days. */
export const MAX_FLIGHT_DAYS = 366;

const AGE = { youngest: 0, oldest: 120 };
const MAX_VALUES = 500;

const day = z
  .string()
  .refine(isDay, { error: 'must be an existing calendar day, YYYY-MM-DD' })
  .meta({ format: 'date' });

/**
 * A targeting value in one Unicode form (NFC): accents written as characters of their own make no
 * other value.
 */
const value = z
  .string()
  .normalize('NFC')
  .min(1)
  .max(200)
  .refine((text) => text.trim() === text && !text.includes('\0') && text.isWellFormed(), {
    error: 'must be well-formed text without a NUL, nor start or end with a space',
  });

const values = z.array(value).max(MAX_VALUES);

const listTargeting = z.strictObject({ include: values.optional(), exclude: values.optional() });
export type ListTargeting = z.infer<typeof listTargeting>;

const years = z.number().int().min(AGE.youngest).max(AGE.oldest);

const age = z
  .strictObject({
    min: years.optional(),
    max: years.optional(),
    includeUnknown: z.boolean().optional(),
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
    error: 'min must not be above max',
  });

const daypart = z
  .strictObject({
    days: z.array(z.enum(WEEK)).min(1).max(7),
    from: z.number().int().min(0).max(23),
    to: z.number().int().min(1).max(24),
  })
  .refine(({ from, to }) => from < to, { error: 'from must be before to' });
export type Daypart = z.infer<typeof daypart>;

const listShape = Object.fromEntries(
  LIST_DIMENSIONS.map((name) => [name, listTargeting.optional()]),
) as Record<(typeof LIST_DIMENSIONS)[number], z.ZodOptional<typeof listTargeting>>;

const targetingSchema = z.strictObject({
  age: age.optional(),
  gender: z.array(z.enum(GENDERS)).optional(),
  ...listShape,
  dayparts: z.array(daypart).max(50).optional(),
});
export type Targeting = z.infer<typeof targetingSchema>;

const flightSchema = z
  .strictObject({ start: day, end: day })
  .refine(({ start, end }) => start <= end, { error: 'end must not be before start' })
  .refine(({ start, end }) => daysBetween(start, end) < MAX_FLIGHT_DAYS, {
    error: `must not be longer than ${MAX_FLIGHT_DAYS} days`,
  });
export type Flight = z.infer<typeof flightSchema>;

const amount = z.number().positive().max(1e15);
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD');

/** What is asked: which requests, on which days, and under which commercial terms. */
export const planSchema = z.strictObject({
  targeting: targetingSchema,
  flight: flightSchema,
  goal: z.strictObject({ impressions: z.number().int().positive().max(1e15) }).optional(),
  bidCpm: z.strictObject({ amount, currency }).optional(),
  budget: z.strictObject({ amount, currency, per: z.enum(['flight', 'day']) }).optional(),
  frequencyCap: z
    .strictObject({
      impressions: z.number().int().positive().max(1_000_000),
      per: z.enum(['hour', 'day', 'week', 'flight']),
    })
    .optional(),
});
export type Plan = z.infer<typeof planSchema>;

const sortedUnique = <T extends string>(list: readonly T[] | undefined): T[] =>
  [...new Set(list)].sort();

function canonicalList(list: ListTargeting): ListTargeting | undefined {
  const include = sortedUnique(list.include);
  const exclude = sortedUnique(list.exclude);
  if (include.length + exclude.length === 0) return undefined;
  return { ...(include.length > 0 && { include }), ...(exclude.length > 0 && { exclude }) };
}

/** The age range without bounds that leave nobody out; undefined where none remains. */
function canonicalAge({ min, max, includeUnknown }: NonNullable<Targeting['age']>) {
  const lower = min === AGE.youngest ? undefined : min;
  const upper = max === AGE.oldest ? undefined : max;
  if (lower === undefined && upper === undefined) return undefined;
  return {
    ...(lower !== undefined && { min: lower }),
    ...(upper !== undefined && { max: upper }),
    ...(includeUnknown && { includeUnknown }),
  };
}

function canonicalDayparts(parts: readonly Daypart[]): Daypart[] | undefined {
  const ordered = parts
    .map(({ days, from, to }) => ({ days: WEEK.filter((name) => days.includes(name)), from, to }))
    .map((part) => ({ part, key: JSON.stringify(part) }));
  const unique = new Map(ordered.map(({ part, key }) => [key, part]));
  if (unique.size === 0) return undefined;
  return [...unique.keys()].sort().map((key) => unique.get(key) as Daypart);
}

/** The targeting in canonical form: schema order, sorted unique values, no empty parts. */
export function canonicalTargeting(targeting: Targeting): Targeting {
  const canonical: Record<string, unknown> = {};
  for (const dimension of DIMENSIONS) {
    const part = canonicalPart(targeting, dimension);
    if (part !== undefined) canonical[dimension] = part;
  }
  return canonical as Targeting;
}

function canonicalPart(targeting: Targeting, dimension: Dimension): unknown {
  switch (dimension) {
    case 'age':
      return targeting.age && canonicalAge(targeting.age);
    case 'gender':
      return targeting.gender?.length ? sortedUnique(targeting.gender) : undefined;
    case 'dayparts':
      return targeting.dayparts && canonicalDayparts(targeting.dayparts);
    default: {
      const list = targeting[dimension];
      return list && canonicalList(list);
    }
  }
}

/** The plan in canonical form; two plans that ask the same have the same canonical form. */
export function canonicalPlan(plan: Plan): Plan {
  const { flight, goal, bidCpm, budget, frequencyCap } = plan;
  return {
    targeting: canonicalTargeting(plan.targeting),
    flight: { start: flight.start, end: flight.end },
    ...(goal && { goal: { impressions: goal.impressions } }),
    ...(bidCpm && { bidCpm: { amount: bidCpm.amount, currency: bidCpm.currency } }),
    ...(budget && {
      budget: { amount: budget.amount, currency: budget.currency, per: budget.per },
    }),
    ...(frequencyCap && {
      frequencyCap: { impressions: frequencyCap.impressions, per: frequencyCap.per },
    }),
  };
}

/** SHA-256 of the canonical form, in hex: a plan's identity. */
export function planHash(plan: Plan): string {
  return createHash('sha256')
    .update(JSON.stringify(canonicalPlan(plan)))
    .digest('hex');
}

/** The dimensions a targeting constrains, in the plan's key order. */
export function targetedDimensions(targeting: Targeting): Dimension[] {
  return Object.keys(canonicalTargeting(targeting)) as Dimension[];
}

/** The validation errors of a value that failed a schema, each as `path: what is wrong`. */
export function schemaProblems(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
}

/** The plan's JSON Schema (draft 2020-12), for `ducky schema` and the HTTP API. */
export function planJsonSchema(): unknown {
  return z.toJSONSchema(planSchema, { io: 'input' });
}
