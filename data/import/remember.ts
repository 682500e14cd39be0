const RESULTS_KEPT = 20_000;

/** The same function, which works out each argument once; it forgets all when it holds too many. */
export function remember<K, V>(work: (key: K) => V): (key: K) => V {
  const results = new Map<K, V>();
  return (key) => {
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = work(key);
    if (results.size >= RESULTS_KEPT) results.clear();
    results.set(key, result);
    return result;
  };
}
