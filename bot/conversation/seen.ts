/** Remembers the latest keys, so that what is delivered twice is taken once. */
export interface SeenKeys {
  /** @returns true the first time a key is added. */
  add(key: string): boolean;
}

/** Keeps the last `capacity` keys. */
export function seenKeys(capacity = 10_000): SeenKeys {
  const keys = new Set<string>();
  return {
    add(key) {
      if (keys.has(key)) return false;
      keys.add(key);
      const [oldest] = keys;
      if (keys.size > capacity && oldest !== undefined) keys.delete(oldest);
      return true;
    },
  };
}
