import { randomUUID } from 'node:crypto';

import { canonicalPlan, type Plan, planHash } from '../../plan.ts';
import { withoutUnstorable } from '../storable.ts';

/** A plan that a caller of the API asks for. */
export interface AskedPlan {
  caller: string;
  plan: Plan;
  /** What was filled in, in words. */
  assumptions: readonly string[];
  /** Key of the forecast it would get, where that may have been made already. */
  cacheKey?: string | undefined;
}

/** The plans as rows to be stored under new ids, in their order. */
export function askedRows(asked: readonly AskedPlan[]) {
  return asked.map(({ caller, plan, assumptions, cacheKey }) => ({
    id: randomUUID(),
    caller,
    plan: canonicalPlan(plan),
    hash: planHash(plan),
    assumptions: assumptions.map(withoutUnstorable),
    cacheKey,
  }));
}
