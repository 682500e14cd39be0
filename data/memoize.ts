const RECENT_RESULTS = 20_000;
const RECENT_CHARS = 400_000;
/** What a remembered result costs beside its text, in characters. */
const CHARS_OF_RESULT = 30;

/**
 * Memoizes a function: it works out an argument once for as long as it comes back. Of older
 * results, those that were not asked for among the last `capacity` are forgotten. Arguments count
 * as one each, unless `weightOf` tells otherwise.
 */
export function memoize<K, V>(
  work: (key: K) => V,
  capacity = RECENT_RESULTS,
  weightOf: (key: K) => number = () => 1,
): (key: K) => V {
  let recent = new Map<K, V>();
  let older = new Map<K, V>();
  let weight = 0;
  return (key) => {
    const known = recent.get(key);
    if (known !== undefined) return known;
    const result = older.get(key) ?? work(key);
    if (weight >= capacity) {
      older = recent;
      recent = new Map();
      weight = 0;
    }
    recent.set(key, result);
    weight += weightOf(key);
    return result;
  };
}

/**
 * As `memoize`, for texts of whatever length: it is their length that counts, so that memory stays
 * within some megabytes however long they are.
 */
export function memoizeText<V>(
  work: (text: string) => V,
  capacityChars = RECENT_CHARS,
): (text: string) => V {
  return memoize(work, capacityChars, (text) => text.length + CHARS_OF_RESULT);
}
