import { z } from 'zod';

/** A name or key in a profile. */
export const profileValue = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, { error: 'must not hold control characters' });

/** A relative weight. */
export const weight = z.number().nonnegative().max(1e9);

/** `record`, refused where nothing can be drawn from its weights. */
export function canDraw<T extends z.ZodType<object>>(record: T): T {
  return record.refine(canBeDrawn, {
    error: 'needs at least one value with a weight above zero',
  });
}

function canBeDrawn(weights: object): boolean {
  return Object.values(weights).some((share) => share > 0);
}

/** Relative weights of values; they need not add up to anything. */
export const shares = canDraw(z.record(profileValue, weight));
export type Shares = Readonly<Record<string, number>>;

/**
 * Shares that depend on other values. The most specific key that is there counts: `IN/phone`,
 * then `phone` or `IN`, then `default`; none at all means `unknown`.
 */
export const sharesByKey = z.record(profileValue, shares);

export const fraction = z.number().min(0).max(1);

/** The entry for a key such as `IN/phone`: its own, else its last part's, ... else `default`. */
export function mostSpecific<T>(key: string, byKey: Readonly<Record<string, T>>): T | undefined {
  const candidates = [key, ...key.split('/').reverse(), 'default'];
  const found = candidates.find((candidate) => Object.hasOwn(byKey, candidate));
  return found === undefined ? undefined : byKey[found];
}

/** The values with a weight above zero. */
export function drawable(weights: Shares): string[] {
  return Object.keys(weights).filter((value) => (weights[value] ?? 0) > 0);
}
