import type { z } from 'zod';

import { canonicalPlan, type Plan, planSchema } from '../../data/plan.ts';
import type { Reading, ReadingContext } from '../reading.ts';
import { ask, type PlanPart } from './finding.ts';
import { askForLaterFlight } from './flight/check-flight.ts';
import { defaultFlight } from './flight/usual-flight.ts';
import { DIMENSION_WORDS } from './named-values.ts';

/** A plan of which parts may be missing still. */
export type PartialPlan = Partial<Plan> & Pick<Plan, 'targeting'>;

export interface PlanParts {
  parts: PartialPlan;
  /** What was taken for granted, one sentence each. */
  assumptions: string[];
}

/**
 * Fills in a plan's defaults, which it says as assumptions, and validates it; a question where the
 * parts do not fit.
 */
export function completePlan(
  { parts, assumptions }: PlanParts,
  { today }: ReadingContext,
): Reading {
  const { flight, assumption } = defaultFlight(today);
  const parsed = planSchema.safeParse({ ...parts, flight: parts.flight ?? flight });
  if (!parsed.success) return misfit(parsed.error);
  const plan = canonicalPlan(parsed.data);
  if (plan.flight.end < today) {
    return askForLaterFlight(plan.flight, { words: '', today }).question;
  }
  return {
    kind: 'plan',
    plan,
    assumptions: [
      ...assumptions,
      ...(parts.flight ? [] : [assumption]),
      ...(plan.targeting.geo ? [] : ['No place named, so everywhere.']),
    ],
  };
}

const PART_NAMES: Readonly<Record<PlanPart, string>> = {
  ...DIMENSION_WORDS,
  age: 'age range',
  gender: 'list of genders',
  dayparts: 'list of hours',
  flight: 'flight',
  goal: 'goal',
  bidCpm: 'bid',
  budget: 'budget',
  frequencyCap: 'frequency cap',
};
const FAULTS: Readonly<Record<string, string>> = {
  too_small: 'it is less than a plan can hold',
  too_big: 'it is more than a plan can hold',
};

/** Asks back about the first part that the plan schema refuses. */
function misfit({ issues }: z.ZodError): Reading {
  const [issue] = issues;
  const [about = 'text'] = (issue?.path ?? []).filter((key) => key !== 'targeting').map(String);
  const name = isPart(about) ? PART_NAMES[about] : 'plan';
  const fault = FAULTS[issue?.code ?? ''] ?? 'it does not hold together';
  return ask(about, `I cannot take that ${name}: ${fault}. Write it another way.`).question;
}

function isPart(key: string): key is PlanPart {
  return Object.hasOwn(PART_NAMES, key);
}
