/** Deduplicates events by key in this process: what Slack delivers twice is taken once. */
export interface DedupeKeys {
  /** @returns true the first time a key is added. */
  add(key: string): boolean;
}

/** Keeps the last `capacity` keys in memory and evicts the oldest. */
export function dedupeKeys(capacity = 10_000): DedupeKeys {
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
