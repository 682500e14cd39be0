import { unlessAborted } from './unless-aborted.ts';

/** Work on behalf of whoever waits for it; its signal fires once nobody does. */
type Work<T> = (signal: AbortSignal) => Promise<T>;

/** Does the work of `key`, or waits for it where it is under way; one who leaves only stops waiting. */
export type SharedWork<T> = (key: string, work: Work<T>, signal?: AbortSignal) => Promise<T>;

interface UnderWay<T> {
  result: Promise<T>;
  waiting: number;
  stop: AbortController;
}

/**
 * Merges concurrent calls for the same key: the work is done once for all who ask at the same time.
 * It goes on while anybody waits, and is aborted when the last one leaves; who asks after that
 * begins it anew. A failure is told to those who wait for it.
 */
export function mergeCallsByKey<T>(): SharedWork<T> {
  const underWay = new Map<string, UnderWay<T>>();
  const begin = (key: string, work: Work<T>): UnderWay<T> => {
    const stop = new AbortController();
    const begun = { result: work(stop.signal), waiting: 0, stop };
    underWay.set(key, begun);
    const forget = () => {
      if (underWay.get(key) === begun) underWay.delete(key);
    };
    begun.result.then(forget, forget);
    return begun;
  };
  return async (key, work, signal) => {
    signal?.throwIfAborted();
    const current = underWay.get(key) ?? begin(key, work);
    current.waiting += 1;
    try {
      return await unlessAborted(current.result, signal);
    } finally {
      current.waiting -= 1;
      if (current.waiting === 0 && underWay.get(key) === current) {
        underWay.delete(key);
        current.stop.abort();
      }
    }
  };
}
