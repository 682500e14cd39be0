import { distance } from 'fastest-levenshtein';
import { LIST_DIMENSIONS, type ListDimension, UNKNOWN } from '../../dimensions.ts';
import type { Targeting } from '../../plan.ts';
import type { HistorySource } from '../run.ts';
import { readDimensionValues } from './dimension-values.ts';
import { readHeldValues } from './held-values.ts';

/** A value asked for that no request of the history carries. */
export interface AbsentValue {
  dimension: ListDimension;
  value: string;
  /** The value of the data spelt most alike; null where none is near. */
  nearest: string | null;
}

const VALUES_COMPARED = 20_000;

export interface AbsentValuesOptions {
  targeting: Targeting;
  /** Whether any request matches it: one that does carries what is asked for alone. */
  isMatched: boolean;
  signal?: AbortSignal | undefined;
}

/** Finds a targeting's values that no request carries, likely typos, and the nearest spelling. */
export async function readAbsentValues(
  client: HistorySource,
  { targeting, isMatched, signal }: AbsentValuesOptions,
): Promise<AbsentValue[]> {
  const asked = askedValues(targeting, isMatched);
  const held = await readHeldValues(client, { asked, signal });
  const absent = [...asked].map(
    ([dimension, values]) =>
      [dimension, values.filter((value) => !held.get(dimension)?.has(value))] as const,
  );
  const suggestions = absent
    .filter(([, values]) => values.length > 0)
    .map(async ([dimension, values]) => {
      const known = await readDimensionValues(client, {
        dimension,
        limit: VALUES_COMPARED,
        signal,
      });
      const spellings = known.map(({ value }) => value);
      return values.map((value) => ({ dimension, value, nearest: nearest(value, spellings) }));
    });
  return (await Promise.all(suggestions)).flat();
}

/** The values to look up; one that is asked for alone is there where any request matches. */
function askedValues(targeting: Targeting, isMatched: boolean): Map<ListDimension, string[]> {
  const asked = new Map<ListDimension, string[]>();
  for (const dimension of LIST_DIMENSIONS) {
    const { include = [], exclude = [] } = targeting[dimension] ?? {};
    if (isMatched && include.length === 1 && exclude.length === 0) continue;
    const values = [...include, ...exclude].filter((value) => value !== UNKNOWN);
    if (values.length > 0) asked.set(dimension, values);
  }
  return asked;
}

/** The spelling at the least edit distance, case aside; null beyond a third of the word. */
function nearest(value: string, spellings: readonly string[]): string | null {
  const wanted = value.toLowerCase();
  let best: string | null = null;
  let fewest = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const spelling of spellings) {
    const edits = distance(wanted, spelling.toLowerCase());
    if (edits < fewest) [best, fewest] = [spelling, edits];
  }
  return best;
}
