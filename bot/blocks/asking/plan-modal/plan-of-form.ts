import { type ListDimension, WEEK } from '../../../../data/dimensions.ts';
import { canonicalPlan, type Plan, planSchema, type Targeting } from '../../../../data/plan.ts';
import { readAmount } from './amounts.ts';
import { checkForm, type FormContext } from './check-form.ts';
import { type FieldName, type FormValues, LIST_FIELDS, type Side } from './fields.ts';
import type { PlanForm } from './form-of-plan.ts';
import { type FieldProblem, problemsOf } from './problems.ts';

export type ReadForm = { plan: Plan } | { problems: FieldProblem[] };

/** Parses a submitted form into a plan, or into its validation errors, each under its field. */
export function planOfForm(form: PlanForm, context: FormContext): ReadForm {
  const { values } = form;
  const result = planSchema.safeParse(candidateOf(form));
  const problems = [
    ...checkForm(values, context),
    ...(result.success ? [] : problemsOf(result.error)),
  ];
  if (problems.length > 0 || !result.success) return { problems };
  return { plan: canonicalPlan(result.data) };
}

const first = (values: FormValues, name: FieldName): string | undefined => values[name]?.[0];

function amountAt(values: FormValues, name: FieldName): number | undefined {
  const typed = first(values, name);
  return typed === undefined ? undefined : readAmount(typed);
}

/** The form in the plan's shape; the schema finds what is wrong with it. */
function candidateOf({ values, kept }: PlanForm): unknown {
  const [cap, bid, budget] = (['cap', 'bid', 'budget'] as const).map((name) =>
    amountAt(values, name),
  );
  const goal = amountAt(values, 'goal');
  return {
    targeting: { ...listsOf(values, kept), ...audienceOf(values), ...hoursOf(values, kept) },
    flight: { start: first(values, 'start') ?? '', end: first(values, 'end') ?? '' },
    ...(goal !== undefined && { goal: { impressions: goal } }),
    ...(bid !== undefined && { bidCpm: moneyOf(bid, first(values, 'bidCurrency')) }),
    ...(budget !== undefined && {
      budget: {
        ...moneyOf(budget, first(values, 'budgetCurrency')),
        per: first(values, 'budgetPer') ?? 'flight',
      },
    }),
    ...(cap !== undefined && {
      frequencyCap: { impressions: cap, per: first(values, 'capPer') ?? 'day' },
    }),
  };
}

/** A missing currency is told of where it is asked for; any will do until then. */
function moneyOf(amount: number, currency = 'USD') {
  return { amount, currency };
}

function audienceOf(values: FormValues) {
  const [min, max] = [amountAt(values, 'ageMin'), amountAt(values, 'ageMax')];
  const includeUnknown = first(values, 'ageUnknown') !== undefined;
  return {
    ...(values.gender && { gender: values.gender }),
    ...((min !== undefined || max !== undefined) && {
      age: { ...(min !== undefined && { min }), ...(max !== undefined && { max }), includeUnknown },
    }),
  };
}

/** The values to include and exclude, with those that had no room in the form. */
function listsOf(values: FormValues, kept: Targeting) {
  const lists: Partial<Record<ListDimension, Partial<Record<Side, readonly string[]>>>> = {};
  for (const { name, side, dimension } of LIST_FIELDS) {
    const list = [...(values[name] ?? []), ...(kept[dimension]?.[side] ?? [])];
    if (list.length > 0) lists[dimension] = { ...lists[dimension], [side]: list };
  }
  return lists;
}

/** Days without hours are whole days; hours without days are those of every day. */
function hoursOf(values: FormValues, { dayparts }: Targeting) {
  if (dayparts) return { dayparts };
  const { days, from, to } = values;
  if (!days && !from && !to) return {};
  const [start, end] = [Number(from?.[0] ?? 0), Number(to?.[0] ?? 24)];
  return { dayparts: [{ days: days ?? WEEK, from: start, to: end }] };
}
