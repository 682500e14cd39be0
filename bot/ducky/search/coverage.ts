import { termOf } from './terms.ts';
import { countOf } from './words.ts';

/** A word of the question: what it says by its rarity, and the words that stand for it. */
interface AskedWord {
  readonly says: number;
  readonly standing: ReadonlyMap<string, number>;
}

/** How much of a question texts speak of, each word by its rarity; a synonym counts half. */
export interface Coverage {
  /** The share of the question that is among these words, 0 to 1. */
  coveredBy(words: ReadonlySet<string>): number;
  /** The share of these words that the question has, 0 to 1: how much they are about it alone. */
  askedOf(words: ReadonlySet<string>): number;
}

/**
 * Weighs a question's words, to measure how much of it a text covers. `worth` tells what a word
 * says by its rarity.
 */
export function coverageOf(words: readonly string[], worth: (word: string) => number): Coverage {
  const asked = words.map((word): AskedWord => {
    return { says: countOf(word) * worth(word), standing: termOf(word, 1) };
  });
  const all = asked.reduce((sum, { says }) => sum + says, 0);
  const counted = strongest(asked);
  return {
    coveredBy(has) {
      const covered = asked.reduce((sum, word) => sum + word.says * bestOf(word.standing, has), 0);
      return all === 0 ? 0 : covered / all;
    },
    askedOf(has) {
      let whole = 0;
      let share = 0;
      for (const word of has) {
        const says = worth(word);
        whole += says;
        share += says * (counted.get(word) ?? 0);
      }
      return whole === 0 ? 0 : share / whole;
    },
  };
}

function bestOf(standing: ReadonlyMap<string, number>, has: ReadonlySet<string>): number {
  let best = 0;
  for (const [word, counts] of standing) if (counts > best && has.has(word)) best = counts;
  return best;
}

/** What each word counts that stands for any that is asked. */
function strongest(asked: readonly AskedWord[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { standing } of asked) {
    for (const [word, counts] of standing) {
      counted.set(word, Math.max(counts, counted.get(word) ?? 0));
    }
  }
  return counted;
}
