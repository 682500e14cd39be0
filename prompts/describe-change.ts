import { isDeepStrictEqual } from 'node:util';

import { canonicalPlan, type Plan } from '../data/plan.ts';
import { SHORT_PARTS, type ShortPart } from './short-parts.ts';

/**
 * Lists what changed between a plan and the one before, an item for each part: 'OS: iOS → Android'.
 * Empty where both ask the same. Values are as people and data wrote them.
 */
export function describeChange(before: Plan, after: Plan): string[] {
  const [from, to] = [canonicalPlan(before), canonicalPlan(after)];
  return differing(from, to).map(
    ({ label, say }) => `${label}: ${say(from, to)} → ${say(to, from)}`,
  );
}

/**
 * Names the two sides of a comparison in the shortest words that tell the plans apart:
 * 'Mumbai, 7 days' and 'Pune, 14 days'. Both are 'the same plan' where they are.
 */
export function nameSides(first: Plan, second: Plan): [string, string] {
  const [one, other] = [canonicalPlan(first), canonicalPlan(second)];
  const parts = differing(one, other);
  const nameOf = (plan: Plan, against: Plan) =>
    parts
      .map(({ name }) => name(plan, against))
      .filter(Boolean)
      .join(', ') || 'the same plan';
  return [nameOf(one, other), nameOf(other, one)];
}

function differing(one: Plan, other: Plan): ShortPart[] {
  return SHORT_PARTS.filter(({ pick }) => !isDeepStrictEqual(pick(one), pick(other)));
}
