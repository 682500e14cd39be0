import { isDeepStrictEqual } from 'node:util';

import type { Dimension, ListDimension } from '../../../../data/dimensions.ts';
import { canonicalPlan, type Plan } from '../../../../data/plan.ts';
import { inventoryName } from '../../../../prompts/reader/inventory.ts';
import { readText } from '../../../../prompts/reader/read.ts';
import { SHORT_PARTS } from '../../../../prompts/short-parts.ts';
import { dimensionInText, dimensionName } from '../../../words/dimensions.ts';

/** What can be left out of a plan to get more. */
export type Droppable = Dimension | 'frequencyCap';

/** More would not fit on a button. */
const LONGEST = 60;
/** A day that no plan is about: only what the text changes matters. */
export const SOME_DAY = '2026-01-01';

/** The plan without one of its parts. */
function planWithout(plan: Plan, part: Droppable): Plan {
  const { frequencyCap, ...uncapped } = plan;
  if (part === 'frequencyCap') return canonicalPlan(uncapped);
  const { [part]: _dropped, ...targeting } = plan.targeting;
  return canonicalPlan({ ...plan, targeting });
}

/** A part of a plan in its shortest words: `iOS`, `25-34`, `at most 3 a day`. */
export function partInWords(plan: Plan, part: Droppable): string {
  const label = part === 'frequencyCap' ? 'Frequency cap' : dimensionName(part);
  const found = SHORT_PARTS.find((short) => short.label === label);
  return found?.name(plan, planWithout(plan, part)) ?? label;
}

/**
 * The follow-up that leaves a part of the plan out, as a person would write it. The deterministic
 * reader reads it back as just that; undefined where no words do.
 */
export function followUpWithout(plan: Plan, part: Droppable): string | undefined {
  const wanted = planWithout(plan, part);
  return wordings(plan, part).find((text) => {
    if (text.length > LONGEST) return false;
    const reading = readText(text, { today: SOME_DAY, previous: plan });
    return reading.kind === 'plan' && isDeepStrictEqual(reading.plan, wanted);
  });
}

/** The texts that may ask for a plan without a part, the most natural first. */
function wordings(plan: Plan, part: Droppable): string[] {
  if (part === 'frequencyCap') return ['without the cap'];
  const words = partInWords(plan, part);
  const name = dimensionInText(part);
  const general = [`any ${name}`, `drop the ${name}`];
  switch (part) {
    case 'geo':
      return [`everywhere instead of ${words}`, 'everywhere', ...general];
    case 'age':
    case 'gender':
      return general;
    case 'dayparts':
      return ['any time of day', ...general];
    default:
      return isInventory(plan, part)
        ? ['in apps and on websites', ...general]
        : [`without ${words}`, ...general];
  }
}

function isInventory({ targeting }: Plan, dimension: ListDimension): boolean {
  return inventoryName(dimension, targeting[dimension] ?? {}) !== undefined;
}
