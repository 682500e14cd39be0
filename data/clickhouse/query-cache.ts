import type { ClickHouseClient } from '@clickhouse/client';
import { mergeCallsByKey } from '../merge-calls-by-key.ts';
import { TextCache } from '../text-cache.ts';
import { orQuestionCancelled } from './retry.ts';
import { askServer, type CachedAnswers } from './run.ts';

/** A cache of query results, each valid for one stamp of the history. */
export interface QueryCache {
  /**
   * The history while `stamp` names it: of questions that were answered under the same stamp, the
   * server is asked none again.
   */
  under(stamp: string): CachedAnswers;
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
  const recall = async (
    key: readonly unknown[],
    ask: (signal: AbortSignal) => Promise<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    const keyText = JSON.stringify(key);
    const askAndKeep = async (stopped: AbortSignal) => {
      const text = JSON.stringify(await ask(stopped));
      known.set(keyText, text);
      return text;
    };
    const text =
      known.get(keyText) ??
      (await share(keyText, askAndKeep, signal).catch(orQuestionCancelled(signal)));
    return JSON.parse(text);
  };
  return {
    under: (stamp) => ({
      answer: ({ signal, ...question }) => {
        const ask = (stopped: AbortSignal) => askServer(client, { ...question, signal: stopped });
        return recall([stamp, question.query, question.params], ask, signal);
      },
      answerBatched: (query, question, signal) => {
        const ask = (stopped: AbortSignal) => query.ask(client, question, stopped);
        return recall([stamp, query.name, question], ask, signal);
      },
    }),
  };
}
