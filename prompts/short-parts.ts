import { LIST_DIMENSIONS, type ListDimension } from '../data/dimensions.ts';
import type { Plan } from '../data/plan.ts';
import {
  dayAndMonth,
  dayWithYear,
  describeAge,
  describeBudget,
  describeCap,
  describeDayparts,
  describeLength,
  describeMoney,
  describeNumber,
  GENDER_WORDS,
  LIST_LABELS,
  labelInText,
} from './describe-parts.ts';
import { isRuledOut } from './reader/inventory.ts';
import { listed, sayList } from './short-list.ts';

/** One part of a plan in the shortest words that tell it from another plan's. */
export interface ShortPart {
  label: string;
  /** The part alone; undefined where the plan has none. */
  pick: (plan: Plan) => unknown;
  /** Beside the label: '14 days from 23 Nov'. */
  say: (plan: Plan, other: Plan) => string;
  /** Without the label: 'no cap', 'from 23 Nov'; empty where it goes without saying. */
  name: (plan: Plan, other: Plan) => string;
}

interface Absence {
  /** Beside the label, and without it. */
  none: string;
  noneAlone: string;
}

/** Every part that two plans can differ in, in the order of the schema. */
export const SHORT_PARTS: readonly ShortPart[] = [
  shortPart('Age', ({ targeting }) => targeting.age, {
    say: describeAge,
    none: 'any',
    noneAlone: 'any age',
  }),
  shortPart('Gender', ({ targeting }) => targeting.gender, {
    say: (gender) => listed(gender.map((value) => GENDER_WORDS[value])),
    none: 'any',
    noneAlone: 'all genders',
  }),
  ...LIST_DIMENSIONS.map(listPart),
  shortPart('Hours', ({ targeting }) => targeting.dayparts, {
    say: describeDayparts,
    none: 'any',
    noneAlone: 'any hour',
  }),
  { label: 'Flight', pick: ({ flight }) => flight, say: sayFlight, name: nameFlight },
  shortPart('Goal', ({ goal }) => goal, {
    say: ({ impressions }) => `${describeNumber(impressions)} impressions`,
    none: 'none',
    noneAlone: 'no goal',
  }),
  shortPart('Bid', ({ bidCpm }) => bidCpm, {
    say: (bid) => `${describeMoney(bid)} CPM`,
    none: 'none',
    noneAlone: 'no bid',
  }),
  shortPart('Budget', ({ budget }) => budget, {
    say: describeBudget,
    none: 'none',
    noneAlone: 'no budget',
  }),
  shortPart('Frequency cap', ({ frequencyCap }) => frequencyCap, {
    say: describeCap,
    none: 'none',
    noneAlone: 'no cap',
  }),
];

function shortPart<T>(
  label: string,
  pick: (plan: Plan) => T | undefined,
  { say, none, noneAlone }: Absence & { say: (part: NonNullable<T>) => string },
): ShortPart {
  const orElse = (absent: string) => (plan: Plan) => {
    const part = pick(plan);
    return part === undefined || part === null ? absent : say(part);
  };
  return { label, pick, say: orElse(none), name: orElse(noneAlone) };
}

function listPart(dimension: ListDimension): ShortPart {
  const pick = ({ targeting }: Plan) => targeting[dimension];
  const orElse = (absent: string) => (plan: Plan, other: Plan) => {
    const list = pick(plan);
    return list ? sayList(dimension, list, pick(other)) : absent;
  };
  const isPlace = dimension === 'geo';
  const say = orElse(isPlace ? 'everywhere' : 'any');
  const any = orElse(isPlace ? 'everywhere' : `any ${labelInText(LIST_LABELS[dimension])}`);
  const goesWithoutSaying = (plan: Plan, other: Plan) =>
    !pick(plan) && isRuledOut(dimension, plan.targeting) && !isRuledOut(dimension, other.targeting);
  const name = (plan: Plan, other: Plan) =>
    goesWithoutSaying(plan, other) ? '' : any(plan, other);
  return { label: LIST_LABELS[dimension], pick, say, name };
}

function sayFlight(plan: Plan, other: Plan): string {
  return `${describeLength(plan.flight)} from ${firstDay(plan, other)}`;
}

/** A flight in words that tell it from the other's; what both have goes without saying. */
function nameFlight(plan: Plan, other: Plan): string {
  const length = describeLength(plan.flight);
  if (plan.flight.start === other.flight.start) return length;
  const start = `from ${firstDay(plan, other)}`;
  return length === describeLength(other.flight) ? start : `${length} ${start}`;
}

function firstDay({ flight: { start } }: Plan, other: Plan): string {
  const sameYear = start.slice(0, 4) === other.flight.start.slice(0, 4);
  return sameYear ? dayAndMonth(start) : dayWithYear(start);
}
