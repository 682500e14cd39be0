import { isDeepStrictEqual } from 'node:util';

import type { Question, Reading, ReadingContext } from '../../reading.ts';
import { ask, type PlanPart } from '../finding.ts';
import { type Change, changePlan } from '../follow-up/change.ts';
import { obstacleIn } from '../read-plan.ts';
import { readSides, type Side, type SidesRead } from './read-sides.ts';
import type { Sides } from './sides.ts';

/** Says how a comparison is written. */
export const HOW_TO_COMPARE = 'Write both sides, such as “iOS vs Android in Mumbai”.';

/** Reads the two sides of a comparison as two plans, or as the one question they raise. */
export function compareSides(sides: Sides, context: ReadingContext): Reading {
  const read = readSides(sides, context);
  const { first, second, common } = read;
  const question = first.question ?? second.question;
  const changes = [...first.changes, ...second.changes];
  const obstacle = obstacleIn(sides.join(' '), {
    changes,
    understood: true,
    ...(question && { question }),
  });
  if (obstacle) return obstacle;
  if (!isComparable(read, context)) return askForSides();
  const isShared = common.size > 0;
  return joinPlans([
    changePlan(isShared ? withShared(first, second) : first.changes, context),
    changePlan(isShared ? withShared(second, first) : second.changes, context),
  ]);
}

/** True where the sides name a part in common, or each changes a part of the plan before. */
function isComparable({ first, second, common }: SidesRead, { previous }: ReadingContext): boolean {
  if (common.size > 0) return true;
  const isSide = ({ isPrevious, named }: Side) => isPrevious || named.size > 0;
  const isBoth = first.isPrevious && second.isPrevious;
  return previous !== undefined && !isBoth && isSide(first) && isSide(second);
}

/** What only one side names goes for both: 'iOS vs Android in Mumbai'. */
function withShared(own: Side, other: Side): Change[] {
  const shared = other.changes.map(({ finding, ...clause }) => {
    const isShared = ([part]: [string, unknown]) => !own.named.has(part as PlanPart);
    const { targeting = {}, terms = {}, lifted = [], assumptions = [] } = finding;
    return {
      ...clause,
      finding: {
        targeting: Object.fromEntries(Object.entries(targeting).filter(isShared)),
        terms: Object.fromEntries(Object.entries(terms).filter(isShared)),
        lifted: lifted.filter((part) => !own.named.has(part)),
        assumptions,
      },
    };
  });
  return [...shared, ...own.changes];
}

/** Joins two readings to one comparison; asks back where both are the same plan. */
export function joinPlans([first, second]: readonly [Reading, Reading]): Reading {
  if (first.kind !== 'plan') return first;
  if (second.kind !== 'plan') return second;
  if (isDeepStrictEqual(first.plan, second.plan)) return askForDifference();
  return {
    kind: 'compare',
    plans: [first.plan, second.plan],
    assumptions: [...new Set([...first.assumptions, ...second.assumptions])],
  };
}

function askForSides(): Question {
  return ask('text', `I cannot tell which two plans to compare. ${HOW_TO_COMPARE}`).question;
}

function askForDifference(): Question {
  return ask('text', `Both sides are the same plan. ${HOW_TO_COMPARE}`).question;
}
