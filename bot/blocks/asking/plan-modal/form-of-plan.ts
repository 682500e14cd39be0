import type { ListDimension } from '../../../../data/dimensions.ts';
import { canonicalPlan, type Plan, type Targeting } from '../../../../data/plan.ts';
import { LIMITS } from '../../limits.ts';
import { writeAmount } from './amounts.ts';
import { fitsOption } from './choices.ts';
import { type FieldName, type FormValues, LIST_FIELDS, type Side } from './fields.ts';

/** A plan laid out in a form. */
export interface PlanForm {
  values: FormValues;
  /** What no field can hold; it goes back into the plan as it is. */
  kept: Targeting;
}

type Entry = readonly [FieldName, readonly string[]];

/** Fills the form's fields with a plan, as for Edit and rerun; nothing of the plan is lost. */
export function formOfPlan(plan: Plan): PlanForm {
  const { targeting, ...terms } = canonicalPlan(plan);
  const { gender = [], age, dayparts = [] } = targeting;
  const entries: Entry[] = [
    ['start', [terms.flight.start]],
    ['end', [terms.flight.end]],
    ['gender', gender],
    ['ageMin', numeral(age?.min)],
    ['ageMax', numeral(age?.max)],
    ['ageUnknown', age?.includeUnknown ? ['yes'] : []],
    ...LIST_FIELDS.map(({ name, side, dimension }): Entry => {
      return [name, split(targeting[dimension]?.[side]).held];
    }),
    ...(dayparts.length === 1 ? hourEntries(dayparts) : []),
    ...termEntries(terms),
  ];
  const values = Object.fromEntries(entries.filter(([, held]) => held.length > 0));
  return { values, kept: keptOf(targeting) };
}

function numeral(number: number | undefined): string[] {
  return number === undefined ? [] : [String(number)];
}

function hourEntries([daypart]: NonNullable<Targeting['dayparts']>): Entry[] {
  if (!daypart) return [];
  const { days, from, to } = daypart;
  return [
    ['days', days],
    ['from', [String(from)]],
    ['to', [String(to)]],
  ];
}

function termEntries({ goal, frequencyCap, bidCpm, budget }: Omit<Plan, 'targeting'>): Entry[] {
  return [
    ['goal', goal ? [writeAmount(goal.impressions)] : []],
    ['cap', frequencyCap ? [writeAmount(frequencyCap.impressions)] : []],
    ['capPer', frequencyCap ? [frequencyCap.per] : []],
    ['bid', bidCpm ? [writeAmount(bidCpm.amount)] : []],
    ['bidCurrency', bidCpm ? [bidCpm.currency] : []],
    ['budget', budget ? [writeAmount(budget.amount)] : []],
    ['budgetCurrency', budget ? [budget.currency] : []],
    ['budgetPer', budget ? [budget.per] : []],
  ];
}

/** What a field of Slack's can hold of a list, and the rest. */
function split(list: readonly string[] = []): { held: string[]; rest: string[] } {
  const fitting = list.filter(fitsOption);
  const held = fitting.slice(0, LIMITS.options);
  return { held, rest: list.filter((value) => !held.includes(value)) };
}

/** What of a targeting the form has no room for, such as a second daypart. */
function keptOf(targeting: Targeting): Targeting {
  const kept: Partial<Record<ListDimension, Partial<Record<Side, string[]>>>> = {};
  for (const { side, dimension } of LIST_FIELDS) {
    const { rest } = split(targeting[dimension]?.[side]);
    if (rest.length > 0) kept[dimension] = { ...kept[dimension], [side]: rest };
  }
  const { dayparts = [] } = targeting;
  return { ...kept, ...(dayparts.length > 1 && { dayparts }) };
}
