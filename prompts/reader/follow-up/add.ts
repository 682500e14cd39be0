import { LIST_DIMENSIONS } from '../../../data/dimensions.ts';
import type { ListTargeting, Plan, Targeting } from '../../../data/plan.ts';
import { LIST_LABELS, labelInText } from '../../describe-parts.ts';
import type { Question } from '../../reading.ts';
import type { PartialPlan, PlanParts } from '../complete-plan.ts';
import { ask } from '../finding.ts';
import { joinInventories } from '../inventory.ts';
import type { Change } from './change.ts';
import { replaceParts } from './replace.ts';

type Age = NonNullable<Targeting['age']>;

/** Applies a follow-up that adds to the plan: 'add Pune'. A term, of which there is one, is set. */
export function addParts(before: PartialPlan, change: Change): PlanParts | Question {
  const { targeting = {} } = change.finding;
  const replaced = replaceParts(before, change);
  const kept = before.targeting;
  const age = kept.age && targeting.age ? joinAges(kept.age, targeting.age) : targeting.age;
  if (age === null) return askForOneRange(change);
  const joined = {
    ...replaced.parts.targeting,
    ...(age && { age }),
    ...joinGenders(kept.gender, targeting.gender),
    ...(targeting.dayparts && { dayparts: [...(kept.dayparts ?? []), ...targeting.dayparts] }),
    ...joinLists(kept, targeting),
    ...joinInventories(kept, targeting),
  };
  return { ...replaced, parts: { ...replaced.parts, targeting: joined } };
}

/** Merges two ranges of ages that touch; null for others. */
function joinAges(first: Age, second: Age): Age | null {
  const [a, b] = [boundsOf(first), boundsOf(second)];
  if (a.min > b.max + 1 || b.min > a.max + 1) return null;
  const max = Math.max(a.max, b.max);
  return {
    min: Math.min(a.min, b.min),
    ...(max < Number.POSITIVE_INFINITY && { max }),
    includeUnknown: Boolean(first.includeUnknown || second.includeUnknown),
  };
}

function boundsOf({ min = 0, max = Number.POSITIVE_INFINITY }: Age) {
  return { min, max };
}

function askForOneRange({ phrase }: Change): Question {
  return ask('age', 'A plan has one range of ages, and those two do not touch. Which one?', {
    words: phrase,
  }).question;
}

/** Women and men together are no restriction. */
function joinGenders(before: Targeting['gender'], added: Targeting['gender']): Targeting {
  if (!before || !added) return {};
  const gender = [...new Set([...before, ...added])];
  const isBoth = gender.length === 2 && gender.includes('female') && gender.includes('male');
  return { gender: isBoth && before.length === 1 ? [] : gender };
}

function joinLists(before: Targeting, added: Targeting): Targeting {
  return Object.fromEntries(
    LIST_DIMENSIONS.flatMap((name) => {
      const [list, more] = [before[name], added[name]];
      return list && more?.include?.length ? [[name, joinList(list, more)] as const] : [];
    }),
  );
}

/** Merges values into a list; one that was excluded counts again. */
function joinList(before: ListTargeting, added: ListTargeting): ListTargeting {
  const { include = [], exclude = [] } = before;
  const more = added.include ?? [];
  const fresh = include.length > 0 ? more : more.filter((value) => !exclude.includes(value));
  return {
    include: [...include, ...fresh],
    exclude: [...exclude.filter((value) => !more.includes(value)), ...(added.exclude ?? [])],
  };
}

/** Warns where a list begins with what is added: beside 'everywhere' a place restricts. */
export function restrictedByAdding({ finding }: Change, previous: Plan | undefined): string[] {
  const { targeting = {} } = finding;
  return LIST_DIMENSIONS.filter(
    (name) => targeting[name]?.include?.length && !previous?.targeting[name],
  ).map(
    (name) => `No ${labelInText(LIST_LABELS[name])} was set before, so only what you added counts.`,
  );
}
