import type { Passage } from '../passages/passage.ts';
import type { Signals } from './signals.ts';
import fitted from './weights.json' with { type: 'json' };

/** What each signal counts, as `npm run eval -- ducky --fit` found it and measured it. */
export const WEIGHTS: Signals = fitted.weights;
export const SIGNAL_NAMES = Object.keys(WEIGHTS).filter(
  (name): name is keyof Signals => name in WEIGHTS,
);

/** One file may not take every place. */
const HITS_A_FILE = 2;

/** A passage that may answer, with what speaks for it. */
export interface Weighed {
  readonly passage: Passage;
  readonly signals: Signals;
}

/** So many passages of prose may follow each other: who asks about code also wants to see some. */
const PROSE_IN_A_ROW = 2;

/**
 * Ranks found passages by the weighted sum of their signals, best first: at most two a file, and
 * code after every two of prose.
 */
export function ranked<Each extends Weighed>(found: readonly Each[], weights = WEIGHTS): Each[] {
  const inOrder = found
    .map((each) => ({ each, rank: rankOf(each.signals, weights) }))
    .sort((one, other) => other.rank - one.rank)
    .map(({ each }) => each);
  return alternated(spread(inOrder));
}

function rankOf(signals: Signals, weights: Signals): number {
  return SIGNAL_NAMES.reduce((sum, name) => sum + weights[name] * signals[name], 0);
}

/** Limits the hits of each file, in their order. */
function spread<Each extends Weighed>(found: readonly Each[]): Each[] {
  const taken = new Map<string, number>();
  return found.filter(({ passage: { path } }) => {
    const count = (taken.get(path) ?? 0) + 1;
    taken.set(path, count);
    return count <= HITS_A_FILE;
  });
}

/** Moves code forward where more prose would follow prose than is wanted. */
function alternated<Each extends Weighed>(found: readonly Each[]): Each[] {
  const left = [...found];
  const taken: Each[] = [];
  while (left.length > 0) {
    const latest = taken.slice(-PROSE_IN_A_ROW);
    const isEnough = latest.length === PROSE_IN_A_ROW && latest.every(isProse);
    const next = isEnough ? left.findIndex((each) => !isProse(each)) : 0;
    taken.push(...left.splice(Math.max(0, next), 1));
  }
  return taken;
}

function isProse({ signals }: Weighed): boolean {
  return signals.isProse > 0;
}
