import { type Day, daysBetween } from '../data/calendar.ts';
import { LIST_DIMENSIONS } from '../data/dimensions.ts';
import { canonicalPlan, type Flight, type Plan, type Targeting } from '../data/plan.ts';
import { describeDimension, describePlaces } from './describe-lists.ts';

/** A part of the plan in words, with a heading for lists. */
interface DescribedPart {
  label: string;
  text: string;
}

export interface PlanDescription {
  /** One line of plain English; the deterministic reader reads it back to the same plan. */
  line: string;
  parts: DescribedPart[];
}

/** Says a plan in words: 'women aged 25-34 on iOS in Mumbai, video, 23 Nov to 6 Dec 2026 (14 days)'. */
export function describePlan(plan: Plan): PlanDescription {
  const { targeting, ...terms } = canonicalPlan(plan);
  const who = part('Audience', describeAudience(targeting));
  const where = [
    ...describeDevices(targeting),
    ...part('Place', targeting.geo && describePlaces(targeting.geo)),
  ];
  const rest = [...describeOthers(targeting), ...describeTerms(terms)];
  const head = [...who, ...where].map(({ text }) => text).join(' ') || 'everyone';
  return {
    line: [head, ...rest.map(({ text }) => text)].join(', '),
    parts: [...who, ...where, ...rest],
  };
}

function part(label: string, text: string | undefined): DescribedPart[] {
  return text ? [{ label, text }] : [];
}

const GENDER_WORDS = {
  female: 'women',
  male: 'men',
  other: 'other genders',
  unknown: 'unknown gender',
} as const;

function describeAudience({ gender = [], age }: Targeting): string | undefined {
  const isKnown = gender.length === 2 && gender.includes('female') && gender.includes('male');
  const who = isKnown
    ? 'people of known gender'
    : gender.map((value) => GENDER_WORDS[value]).join(' or ');
  return [who || (age ? 'people' : ''), age ? describeAge(age) : ''].filter(Boolean).join(' ');
}

function describeAge({ min, max, includeUnknown }: NonNullable<Targeting['age']>): string {
  const range =
    max === undefined
      ? `${min}+`
      : min === undefined
        ? `up to ${max}`
        : min === max
          ? `${min}`
          : `${min}-${max}`;
  return `aged ${range}${includeUnknown ? ' or of unknown age' : ''}`;
}

function describeDevices({ deviceType, os }: Targeting): DescribedPart[] {
  return [
    ...part('Device', deviceType && describeDimension('deviceType', deviceType)),
    ...part('System', os && describeDimension('os', os)),
  ];
}

function describeOthers(targeting: Targeting): DescribedPart[] {
  const lists = LIST_DIMENSIONS.flatMap((dimension) => {
    const list = ['deviceType', 'os', 'geo'].includes(dimension) ? undefined : targeting[dimension];
    return part(LABELS[dimension] ?? dimension, list && describeDimension(dimension, list));
  });
  return [...lists, ...part('Hours', targeting.dayparts && describeDayparts(targeting.dayparts))];
}

const LABELS: Readonly<Record<string, string>> = {
  browser: 'Browser',
  connection: 'Connection',
  language: 'Language',
  site: 'Site',
  app: 'App',
  category: 'Category',
  adUnit: 'Ad unit',
  format: 'Format',
  size: 'Size',
  position: 'Position',
  segment: 'Segment',
};

function describeDayparts(dayparts: NonNullable<Targeting['dayparts']>): string {
  return dayparts
    .map(
      ({ days, from, to }) =>
        `${days.length === 7 ? '' : `${days.join(', ')} `}${from}:00-${to}:00`,
    )
    .join(' and ');
}

function describeTerms({ flight, goal, bidCpm, budget, frequencyCap }: Omit<Plan, 'targeting'>) {
  return [
    ...part('Flight', describeFlight(flight)),
    ...part('Goal', goal && `goal ${number(goal.impressions)} impressions`),
    ...part('Bid', bidCpm && `bid ${bidCpm.currency} ${number(bidCpm.amount)} CPM`),
    ...part('Budget', budget && describeBudget(budget)),
    ...part('Frequency cap', frequencyCap && describeCap(frequencyCap)),
  ];
}

function describeBudget({ amount, currency, per }: NonNullable<Plan['budget']>): string {
  return `budget ${currency} ${number(amount)} ${per === 'day' ? 'a day' : 'in total'}`;
}

function describeCap({ impressions, per }: NonNullable<Plan['frequencyCap']>): string {
  const window = { hour: 'an hour', day: 'a day', week: 'a week', flight: 'per flight' }[per];
  return `at most ${impressions} ${window}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** '23 Nov to 6 Dec 2026 (14 days)'. */
export function describeFlight({ start, end }: Flight): string {
  if (start === end) return shortDate(start);
  const sameYear = start.slice(0, 4) === end.slice(0, 4);
  const first = sameYear ? shortDate(start).slice(0, -5) : shortDate(start);
  return `${first} to ${shortDate(end)} (${daysBetween(start, end) + 1} days)`;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function shortDate(day: Day): string {
  return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}
