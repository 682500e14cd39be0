import type { ReadingContext } from '../../reading.ts';
import { foldText } from '../clean.ts';
import { namesProduct } from '../devices.ts';
import type { PlanPart } from '../finding.ts';
import type { Change } from '../follow-up/change.ts';
import { ruledOut } from '../inventory.ts';
import { PART_NAME } from '../part-names.ts';
import { type ChangesRead, readChanges } from '../read-plan.ts';
import { shareUnits } from './share-units.ts';
import type { Sides } from './sides.ts';

/** One side of a comparison. */
export interface Side extends ChangesRead {
  /** True where it is the plan before, as it is: 'compare that with Android'. */
  isPrevious: boolean;
  named: ReadonlySet<PlanPart>;
}

/** Two sides as they were read, and the parts of a plan that both name. */
export interface SidesRead {
  first: Side;
  second: Side;
  common: ReadonlySet<PlanPart>;
}

const PREVIOUS =
  /^(?:\W|\b(?:and|so|then|how|about|does|do|is|it|that|this|these|those|the|now|current|plan|forecast|one|same|what|s|last|previous|me|please|can|could|would|you|we|i|to|with|show|us|tell)\b)*$/;

/** 'with the cap' of 'with the cap vs without'. */
const WITH_PART = new RegExp(`^\\W*(?:with\\s+)?(?:(?:the|an?)\\s+)?(?:${PART_NAME})\\W*$`);

/** Parses each side of a comparison on its own, and tells which parts both name. */
export function readSides(written: Sides, context: ReadingContext): SidesRead {
  const sides = shareUnits(written);
  const [first, second] = [readSide(sides[0], context), readSide(sides[1], context)];
  const [one, other] = sides.some(namesProduct)
    ? [withWholeDevice(first.named), withWholeDevice(second.named)]
    : [first.named, second.named];
  return {
    first: { ...first, named: one },
    second: { ...second, named: other },
    common: new Set([...one].filter((part) => other.has(part))),
  };
}

function readSide(text: string, context: ReadingContext): Side {
  const folded = foldText(text);
  if (PREVIOUS.test(folded) || WITH_PART.test(folded)) {
    return { changes: [], understood: true, isPrevious: true, named: new Set() };
  }
  const read = readChanges(text, context);
  return { ...read, isPrevious: false, named: new Set(read.changes.flatMap(partsOf)) };
}

function partsOf({ finding: { targeting = {}, terms = {}, lifted = [] } }: Change): PlanPart[] {
  const said = Object.keys({ ...targeting, ...terms }) as PlanPart[];
  return [...said, ...lifted, ...ruledOut(targeting)];
}

/** 'iPhone vs desktop': neither side's system or kind of device is meant for the other. */
function withWholeDevice(named: ReadonlySet<PlanPart>): ReadonlySet<PlanPart> {
  return named.has('os') || named.has('deviceType')
    ? new Set([...named, 'os', 'deviceType'])
    : named;
}
