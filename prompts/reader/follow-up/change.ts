import { isDeepStrictEqual } from 'node:util';

import { canonicalPlan, type Plan } from '../../../data/plan.ts';
import type { Question, Reading, ReadingContext } from '../../reading.ts';
import { completePlan, type PartialPlan, type PlanParts } from '../complete-plan.ts';
import { ask, type Finding } from '../finding.ts';
import { addParts, restrictedByAdding } from './add.ts';
import type { Clause } from './clauses.ts';
import { removeParts } from './remove.ts';
import { replaceParts } from './replace.ts';

/** What a clause says, and what it does with it to the plan before. */
export interface Change extends Clause {
  finding: Finding;
}

const APPLY = { replace: replaceParts, add: addParts, remove: removeParts };

/** Applies a follow-up's changes to the plan before, one after the other: replace, add, remove. */
export function changePlan(changes: readonly Change[], context: ReadingContext): Reading {
  const { previous } = context;
  let parts: PartialPlan = previous ?? { targeting: {} };
  const assumptions: string[] = [];
  for (const change of changes) {
    const changed = APPLY[change.operation](parts, change);
    if (isQuestion(changed)) return changed;
    parts = changed.parts;
    assumptions.push(...changed.assumptions);
    if (change.operation === 'add') assumptions.push(...restrictedByAdding(change, previous));
  }
  const reading = completePlan({ parts, assumptions }, context);
  const isNothing = reading.kind === 'plan' && isUnchanged(reading.plan, previous);
  const removal = changes.find(({ operation }) => operation === 'remove');
  return removal && isNothing ? askWhatToRemove(removal) : reading;
}

function isQuestion(changed: PlanParts | Question): changed is Question {
  return 'kind' in changed;
}

function isUnchanged(plan: Plan, previous: Plan | undefined): boolean {
  return previous !== undefined && isDeepStrictEqual(plan, canonicalPlan(previous));
}

function askWhatToRemove({ phrase }: Change): Question {
  const question = 'The plan has nothing of that to take out. What shall I change?';
  return ask('text', question, { words: phrase }).question;
}
