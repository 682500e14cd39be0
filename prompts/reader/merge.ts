import { DIMENSIONS, LIST_DIMENSIONS, type ListDimension } from '../../data/dimensions.ts';
import type { ListTargeting, Plan, Targeting } from '../../data/plan.ts';
import type { Finding } from './finding.ts';

/** All that the readers found, as one finding. */
export function mergeFindings(findings: readonly Finding[]): Finding {
  return {
    targeting: findings.reduce<Targeting>((all, { targeting = {} }) => join(all, targeting), {}),
    terms: Object.assign({}, ...findings.map(({ terms }) => terms)),
    lifted: findings.flatMap(({ lifted = [] }) => lifted),
    assumptions: findings.flatMap(({ assumptions = [] }) => assumptions),
  };
}

/** Two findings about one dimension name alternatives. */
function join(first: Targeting, second: Targeting): Targeting {
  const lists = LIST_DIMENSIONS.flatMap((name) => {
    const [a, b] = [first[name], second[name]];
    return a && b ? [[name, joinLists(a, b)] as const] : [];
  });
  return { ...first, ...second, ...Object.fromEntries(lists) };
}

function joinLists(first: ListTargeting, second: ListTargeting): ListTargeting {
  const include = [...(first.include ?? []), ...(second.include ?? [])];
  const exclude = [...(first.exclude ?? []), ...(second.exclude ?? [])];
  return { ...(include.length > 0 && { include }), ...(exclude.length > 0 && { exclude }) };
}

export interface PlanParts {
  parts: Partial<Plan> & Pick<Plan, 'targeting'>;
  assumptions: string[];
}

/** The plan that a follow-up leaves: what it names replaces, what it lifts goes, the rest stays. */
export function withPrevious(finding: Finding, previous: Plan | undefined): PlanParts {
  const { targeting = {}, terms = {}, lifted = [], assumptions = [] } = finding;
  const kept = { ...previous, ...terms };
  const changed = DIMENSIONS.flatMap((name) => {
    const before = lifted.includes(name) ? undefined : previous?.targeting[name];
    const value = isList(name)
      ? changeList(before as ListTargeting, targeting[name])
      : targeting[name];
    return (value ?? before) ? [[name, value ?? before] as const] : [];
  });
  const parts = { ...kept, targeting: Object.fromEntries(changed) as Targeting };
  if (lifted.includes('frequencyCap')) delete parts.frequencyCap;
  return { parts, assumptions };
}

function isList(name: string): name is ListDimension {
  return LIST_DIMENSIONS.some((dimension) => dimension === name);
}

/** 'except Delhi' narrows what was asked; 'Delhi' replaces it. */
function changeList(before: ListTargeting | undefined, change: ListTargeting | undefined) {
  if (!before || !change || change.include?.length) return change;
  return joinLists(before, change);
}
