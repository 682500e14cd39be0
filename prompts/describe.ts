import { LIST_DIMENSIONS, type ListDimension } from '../data/dimensions.ts';
import { canonicalPlan, type Plan, type Targeting } from '../data/plan.ts';
import { describeDimension, describePlaces } from './describe-lists.ts';
import {
  describeAge,
  describeBudget,
  describeCap,
  describeDayparts,
  describeFlight,
  describeMoney,
  describeNumber,
  GENDER_WORDS,
  LIST_LABELS,
} from './describe-parts.ts';
import { inventoryName, isRuledOut } from './reader/inventory.ts';

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
    ...part(LIST_LABELS.geo, targeting.geo && describePlaces(targeting.geo)),
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

function describeAudience({ gender = [], age }: Targeting): string | undefined {
  const isKnown = gender.length === 2 && gender.includes('female') && gender.includes('male');
  const who = isKnown
    ? 'people of known gender'
    : gender.map((value) => GENDER_WORDS[value]).join(' or ');
  return [who || (age ? 'people' : ''), age ? `aged ${describeAge(age)}` : '']
    .filter(Boolean)
    .join(' ');
}

function describeDevices({ deviceType, os }: Targeting): DescribedPart[] {
  return [
    ...part(LIST_LABELS.deviceType, deviceType && describeDimension('deviceType', deviceType)),
    ...part(LIST_LABELS.os, os && describeDimension('os', os)),
  ];
}

function describeOthers(targeting: Targeting): DescribedPart[] {
  const lists = LIST_DIMENSIONS.flatMap((dimension) => {
    const isSaid = ['deviceType', 'os', 'geo'].includes(dimension);
    return isSaid ? [] : part(LIST_LABELS[dimension], describeList(dimension, targeting));
  });
  return [...lists, ...part('Hours', targeting.dayparts && describeDayparts(targeting.dayparts))];
}

function describeList(dimension: ListDimension, targeting: Targeting): string | undefined {
  const list = targeting[dimension];
  if (!list) return undefined;
  const inventory = isRuledOut(dimension, targeting) ? undefined : inventoryName(dimension, list);
  return inventory ?? describeDimension(dimension, list);
}

function describeTerms({ flight, goal, bidCpm, budget, frequencyCap }: Omit<Plan, 'targeting'>) {
  return [
    ...part('Flight', describeFlight(flight)),
    ...part('Goal', goal && `goal ${describeNumber(goal.impressions)} impressions`),
    ...part('Bid', bidCpm && `bid ${describeMoney(bidCpm)} CPM`),
    ...part('Budget', budget && `budget ${describeBudget(budget)}`),
    ...part('Frequency cap', frequencyCap && describeCap(frequencyCap)),
  ];
}
