const RECENT_RESULTS = 20_000;

/**
 * The same function, which works out an argument once for as long as it comes back: of older
 * results, those that were not asked for among the last `capacity` are forgotten.
 */
export function remember<K, V>(work: (key: K) => V, capacity = RECENT_RESULTS): (key: K) => V {
  let recent = new Map<K, V>();
  let older = new Map<K, V>();
  return (key) => {
    const known = recent.get(key);
    if (known !== undefined) return known;
    const result = older.get(key) ?? work(key);
    if (recent.size >= capacity) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, result);
    return result;
  };
}
