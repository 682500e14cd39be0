import { isDeepStrictEqual } from 'node:util';

import { AGE_BANDS } from '../../../../data/clickhouse/cube.ts';
import { parsePlace } from '../../../../data/clickhouse/place.ts';
import { canonicalPlan, type Plan, type Targeting } from '../../../../data/plan.ts';
import { readText } from '../../../../prompts/reader/read.ts';
import { partInWords, SOME_DAY } from './follow-up.ts';

/** A plan with one part a step wider. */
export interface Widening {
  dimension: 'age' | 'geo';
  /** The wider part in words: `25-44`, `India`. */
  part: string;
  plan: Plan;
  /** The follow-up that asks for it; the deterministic reader reads it back as just that. */
  followUp: string;
}

/**
 * Widens the targeting of a plan by a step, in at most three ways: to the age bands beside its own,
 * and to the place around its own.
 */
export function widenings(plan: Plan): Widening[] {
  const ages = widerAges(plan.targeting).map((age) => widened(plan, 'age', { age }));
  const places = placeAround(plan.targeting).map((place) =>
    widened(plan, 'geo', { geo: { include: [place] } }),
  );
  return [...ages, ...places].flatMap((each) => each ?? []);
}

/** The wider plan and the follow-up that asks for it; undefined where that would be misread. */
function widened(
  plan: Plan,
  dimension: Widening['dimension'],
  change: Targeting,
): Widening | undefined {
  const wider = canonicalPlan({ ...plan, targeting: { ...plan.targeting, ...change } });
  const part = partInWords(wider, dimension);
  const followUp =
    dimension === 'age' ? part : `${part} instead of ${partInWords(plan, dimension)}`;
  const reading = readText(followUp, { today: SOME_DAY, previous: plan });
  const isUnderstood = reading.kind === 'plan' && isDeepStrictEqual(reading.plan, wider);
  return isUnderstood ? { dimension, part, plan: wider, followUp } : undefined;
}

/** With the band above, and with the band below. */
function widerAges({ age }: Targeting): NonNullable<Targeting['age']>[] {
  if (age?.min === undefined || age.max === undefined) return [];
  const { min, max } = age;
  const above = AGE_BANDS.find(({ first }) => first === max + 1);
  const below = AGE_BANDS.find(({ last }) => last === min - 1);
  return [
    ...(above ? [{ ...age, max: Math.min(above.last, OLDEST) }] : []),
    ...(below ? [{ ...age, min: below.first }] : []),
  ];
}

/** The greatest age of a plan: up to it, the age has no end. */
const OLDEST = 120;

/** The region or country of the one place that is targeted. */
function placeAround({ geo }: Targeting): string[] {
  const [only, ...others] = geo?.include ?? [];
  if (only === undefined || others.length > 0 || geo?.exclude) return [];
  const place = parsePlace(only);
  if (place.grain === 'city') return [place.parent];
  return place.grain === 'region' ? [place.region.slice(0, 'IN'.length)] : [];
}
