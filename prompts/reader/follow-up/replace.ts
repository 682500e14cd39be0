import { ARRAY_COLUMNS, LIST_DIMENSIONS, type ListDimension } from '../../../data/dimensions.ts';
import type { ListTargeting, Targeting } from '../../../data/plan.ts';
import type { PartialPlan, PlanParts } from '../complete-plan.ts';
import type { Finding, PlanPart } from '../finding.ts';
import { ruledOut } from '../inventory.ts';

/** Applies a follow-up that replaces parts of the plan, such as its flight, or lifts them. */
export function replaceParts(before: PartialPlan, { finding }: { finding: Finding }): PlanParts {
  const { targeting = {}, terms = {}, lifted = [], assumptions = [] } = finding;
  const kept = withoutParts(before, [...lifted, ...ruledOut(targeting)]);
  const parts = {
    ...kept,
    ...terms,
    targeting: { ...kept.targeting, ...targeting, ...changedLists(kept.targeting, targeting) },
  };
  return { parts, assumptions };
}

/** The plan without some of its parts. */
export function withoutParts(
  { targeting, ...terms }: PartialPlan,
  lifted: readonly PlanPart[],
): PartialPlan {
  const keep = ([name]: [string, unknown]) => !lifted.some((part) => part === name);
  return {
    ...Object.fromEntries(Object.entries(terms).filter(keep)),
    targeting: Object.fromEntries(Object.entries(targeting).filter(keep)),
  };
}

/** 'except Delhi' narrows what was asked; 'Delhi' replaces it. */
function changedLists(before: Targeting, change: Targeting): Targeting {
  return Object.fromEntries(
    LIST_DIMENSIONS.flatMap((name) => {
      const [list, { include = [], exclude = [] } = {}] = [before[name], change[name]];
      return list && include.length === 0 && exclude.length > 0
        ? [[name, excludeValues(name, list, exclude)] as const]
        : [];
    }),
  );
}

/** The list with values taken away: by leaving them out, where nothing else of it holds them. */
function excludeValues(
  dimension: ListDimension,
  { include = [], exclude = [] }: ListTargeting,
  away: readonly string[],
): ListTargeting {
  const rest = include.filter((value) => !away.includes(value));
  const isEnough = rest.length > 0 && !rest.some((value) => mayHoldOthers(dimension, value));
  const toExclude = isEnough ? away.filter((value) => !include.includes(value)) : away;
  return { include: rest, exclude: [...exclude, ...toExclude] };
}

/** A country holds its cities; a request of one category may have another. */
function mayHoldOthers(dimension: ListDimension, value: string): boolean {
  if (dimension === 'geo') return !value.includes('/');
  return ARRAY_COLUMNS.some((column) => column === dimension);
}
