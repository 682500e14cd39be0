import { isDeepStrictEqual } from 'node:util';

import { type Dimension, LIST_DIMENSIONS } from '../../../data/dimensions.ts';
import {
  canonicalTargeting,
  type ListTargeting,
  type Targeting,
  targetedDimensions,
} from '../../../data/plan.ts';
import type { Question } from '../../reading.ts';
import { quote } from '../clean.ts';
import type { PartialPlan, PlanParts } from '../complete-plan.ts';
import { ask } from '../finding.ts';
import type { Change } from './change.ts';
import { withoutParts } from './replace.ts';

/**
 * Applies a follow-up that removes from the plan: 'without Pune', 'drop the cap'; asks back where
 * the plan has no such value.
 */
export function removeParts(before: PartialPlan, change: Change): PlanParts | Question {
  const { targeting = {}, terms = {}, lifted = [] } = change.finding;
  const kept = withoutParts(before, lifted);
  const isTerm = Object.entries(terms).every(([name, value]) =>
    isDeepStrictEqual(value, kept[name as keyof PartialPlan]),
  );
  const rest = withoutValues(kept.targeting, targeting);
  if (!rest || !isTerm) return askAboutMissing(change);
  const parts = withoutParts(kept, Object.keys(terms) as (keyof typeof terms)[]);
  return { parts: { ...parts, targeting: rest }, assumptions: [] };
}

/** The targeting without some values; undefined where it does not hold them all. */
function withoutValues(before: Targeting, away: Targeting): Targeting | undefined {
  const held = canonicalTargeting(before);
  const gone = canonicalTargeting(away);
  const left = targetedDimensions(away).map((name) => [name, leftOf(name, held, gone)] as const);
  if (left.some(([, rest]) => rest === undefined)) return undefined;
  return canonicalTargeting({ ...held, ...Object.fromEntries(left) });
}

/** What is left of a dimension when its values are removed; undefined where it lacks one. */
function leftOf(name: Dimension, held: Targeting, gone: Targeting) {
  switch (name) {
    case 'age':
      return isDeepStrictEqual(held.age, gone.age) ? {} : undefined;
    case 'gender':
      return leftOfValues(held.gender, gone.gender);
    case 'dayparts':
      return leftOfValues(held.dayparts, gone.dayparts);
    default:
      return leftOfList(held[name], gone[name]);
  }
}

function leftOfList(held: ListTargeting = {}, { include, exclude }: ListTargeting = {}) {
  const left = leftOfValues(held.include, include);
  const leftOut = leftOfValues(held.exclude, exclude);
  return left && leftOut && { include: left, exclude: leftOut };
}

function leftOfValues<T>(held: readonly T[] = [], gone: readonly T[] = []): T[] | undefined {
  const isGone = (value: T) => gone.some((one) => isDeepStrictEqual(one, value));
  const left = held.filter((value) => !isGone(value));
  return held.length - left.length === gone.length ? left : undefined;
}

/** Asks back where what to remove is not in the plan; values of a list may be excluded instead. */
function askAboutMissing({ words, phrase, finding }: Change): Question {
  const { targeting = {}, terms = {} } = finding;
  const named = targetedDimensions(targeting);
  const isList = named.every((name) => LIST_DIMENSIONS.some((list) => list === name));
  const canExclude = named.length === 1 && isList && Object.keys(terms).length === 0;
  return ask(
    named.length === 1 ? String(named[0]) : 'text',
    `${quote(words)} is not in the plan, so I cannot take it out.`,
    {
      words: phrase,
      options: canExclude ? [`not ${words}`] : [],
    },
  ).question;
}
