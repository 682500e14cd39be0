import type { ClickHouseClient } from '@clickhouse/client';
import { mergeCallsByKey } from '../merge-calls-by-key.ts';
import { TextCache } from '../text-cache.ts';
import { cancelled } from './retry.ts';
import { askServer, type HistorySource } from './run.ts';

/** A cache of query results, each valid for one stamp of the history. */
export interface QueryCache {
  /**
   * The history while `stamp` names it: of questions that were answered under the same stamp, the
   * server is asked none again.
   */
  under(stamp: string): HistorySource;
}

/**
 * Caches the results of ClickHouse queries in memory, the latest used as far as they fit in
 * `maxBytes`. Of many who ask the same at the same time, one asks for all; failures are not cached.
 */
export function openQueryCache(
  client: ClickHouseClient,
  { maxBytes }: { maxBytes: number },
): QueryCache {
  // As texts, whose size is known, and which nobody changes who was given one.
  const known = new TextCache({ maxBytes });
  const share = mergeCallsByKey<string>();
  return {
    under: (stamp) => ({
      answer: async ({ signal, ...question }) => {
        const key = JSON.stringify([stamp, question.query, question.params]);
        const ask = async (stopped: AbortSignal) => {
          const text = JSON.stringify(await askServer(client, { ...question, signal: stopped }));
          known.set(key, text);
          return text;
        };
        const text = known.get(key) ?? (await share(key, ask, signal).catch(unlessLeft(signal)));
        return JSON.parse(text);
      },
    }),
  };
}

/** Throws `cancelled` for a caller that aborted, as the server's own queries do. */
function unlessLeft(signal: AbortSignal | undefined): (error: unknown) => never {
  return (error) => {
    throw signal?.aborted ? cancelled(error) : error;
  };
}
