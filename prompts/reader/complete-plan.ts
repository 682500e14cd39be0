import { canonicalPlan, type Plan, planSchema, schemaProblems } from '../../data/plan.ts';
import type { Reading, ReadingContext } from '../reading.ts';
import { askForLaterFlight } from './flight/check-flight.ts';
import { defaultFlight } from './flight/usual-flight.ts';

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
  if (!parsed.success) return misfit(schemaProblems(parsed.error));
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

/** Asks back about parts that the plan schema refuses together. */
function misfit(problems: readonly string[]): Reading {
  return {
    kind: 'question',
    question: `That plan does not hold together (${problems.join('; ')}). Write those parts another way.`,
    about: 'text',
    words: '',
    options: [],
  };
}
