import type { Passage } from '../passages/passage.ts';
import type { Signals } from './signals.ts';
import fitted from './weights.json' with { type: 'json' };

/** What each signal counts, as `npm run eval -- ducky --fit` found it and measured it. */
export const WEIGHTS: Signals = fitted.weights;
export const SIGNAL_NAMES = Object.keys(WEIGHTS).filter(
  (name): name is keyof Signals => name in WEIGHTS,
);

/** Who looks at a file sees so many passages of it; one has a section to itself in prose. */
const PASSAGES_A_FILE = 2;
/** So much prose may come in a row: who asks about code also wants to see some. */
const PROSE_IN_A_ROW = 2;

/** A passage that may answer, with what speaks for it. */
export interface Weighed {
  readonly passage: Passage;
  readonly signals: Signals;
}

/** A place to look at: the best passages of a file of code, or a section of prose; never empty. */
export type Place<Each extends Weighed> = readonly [Each, ...Each[]];

/**
 * Ranks found passages by the weighted sum of their signals, the best place first; after every two
 * of prose comes code.
 */
export function rankPlaces<Each extends Weighed>(
  found: readonly Each[],
  weights = WEIGHTS,
): Place<Each>[] {
  const inOrder = found
    .map((each) => ({ each, rank: rankOf(each.signals, weights) }))
    .sort((one, other) => other.rank - one.rank)
    .map(({ each }) => each);
  return alternated(placesOf(inOrder));
}

function rankOf(signals: Signals, weights: Signals): number {
  return SIGNAL_NAMES.reduce((sum, name) => sum + weights[name] * signals[name], 0);
}

/** Groups the passages of a file, in their order. */
function placesOf<Each extends Weighed>(found: readonly Each[]): Place<Each>[] {
  const places = new Map<unknown, [Each, ...Each[]]>();
  for (const each of found) {
    const key = isProse(each) ? each : each.passage.path;
    const place = places.get(key);
    if (!place) places.set(key, [each]);
    else if (place.length < PASSAGES_A_FILE) place.push(each);
  }
  return [...places.values()];
}

/** Moves code forward where more prose would follow prose than is wanted. */
function alternated<Each extends Weighed>(places: readonly Place<Each>[]): Place<Each>[] {
  const left = [...places];
  const taken: Place<Each>[] = [];
  while (left.length > 0) {
    const latest = taken.slice(-PROSE_IN_A_ROW);
    const isEnough = latest.length === PROSE_IN_A_ROW && latest.every(([best]) => isProse(best));
    const next = isEnough ? left.findIndex(([best]) => !isProse(best)) : 0;
    taken.push(...left.splice(Math.max(0, next), 1));
  }
  return taken;
}

function isProse({ signals }: Weighed): boolean {
  return signals.isProse > 0;
}
