import {
  LIST_DIMENSIONS,
  type ListDimension,
  STANDARD_VALUES,
  UNKNOWN,
} from '../../data/dimensions.ts';
import type { ListTargeting, Targeting } from '../../data/plan.ts';
import { gazetteer } from '../reader/places/gazetteer.ts';
import { readText } from '../reader/read.ts';
import type { ReadingContext, Vocabulary } from '../reading.ts';
import { ModelFailure } from './structured-model.ts';

/** Any day does: only the place is read. */
const SOME_DAY = '2026-01-01';

/**
 * Validates a model's targeting, that no value is made up (hallucinated), and names its places as
 * the gazetteer does.
 * @throws {ModelFailure} where a value is neither standard nor known to the data or the previous plan.
 */
export function checkValues(targeting: Targeting, context: CheckedAgainst): Targeting {
  const lists = LIST_DIMENSIONS.flatMap((dimension) => {
    const list = targeting[dimension];
    return list ? [[dimension, checkList(dimension, list, context)] as const] : [];
  });
  return { ...targeting, ...Object.fromEntries(lists) };
}

/** Where a value can come from, beside the standards. */
type CheckedAgainst = Pick<ReadingContext, 'vocabulary' | 'previous'>;

/** Checks a list's values, all but those that the plan before has already. */
function checkList(
  dimension: ListDimension,
  list: ListTargeting,
  { vocabulary = {}, previous }: CheckedAgainst,
): ListTargeting {
  const { include = [], exclude = [] } = previous?.targeting[dimension] ?? {};
  const isKept = (value: string) => include.includes(value) || exclude.includes(value);
  const check = (value: string) =>
    isKept(value) ? value : checkValue(dimension, value, vocabulary);
  return { include: (list.include ?? []).map(check), exclude: (list.exclude ?? []).map(check) };
}

function checkValue(dimension: ListDimension, value: string, vocabulary: Vocabulary): string {
  const inData = vocabulary[dimension];
  if (inData?.includes(value)) return value;
  if (dimension === 'geo') return checkPlace(value);
  if (value === UNKNOWN) return value;
  const standard = STANDARD_VALUES[dimension];
  if (standard?.includes(value) || (!standard && !inData)) return value;
  throw new ModelFailure('invalid');
}

/** Looks a place up in the gazetteer; fails where it is unknown, ambiguous or elsewhere. */
function checkPlace(value: string): string {
  if (gazetteer().byValue.has(value)) return value;
  const name = value.includes('/') ? value.slice(value.indexOf('/') + 1) : value;
  const reading = readText(`in ${name}`, { today: SOME_DAY });
  const [place, ...others] = (reading.kind === 'plan' && reading.plan.targeting.geo?.include) || [];
  if (place === undefined || others.length > 0) throw new ModelFailure('invalid');
  if (value.includes('/') && place.slice(0, 2) !== value.slice(0, 2))
    throw new ModelFailure('invalid');
  return place;
}
