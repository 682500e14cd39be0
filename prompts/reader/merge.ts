import { LIST_DIMENSIONS } from '../../data/dimensions.ts';
import type { ListTargeting, Targeting } from '../../data/plan.ts';
import type { Finding } from './finding.ts';

/** Merges all that the readers found into one finding. */
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
