import { useEffect, useState } from 'preact/hooks';
import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import type { Source } from './blocks.ts';
import { optionsOf } from './options.ts';
import { outcomeWords } from './outcome-words.ts';
import { useRoom } from './room.ts';

const PAUSE_MS = 150;
const USUAL_LEAST_LENGTH = 3;

/** What an external menu offers for a text. */
export interface Suggestion {
  options: JsonObject[];
  /** Instead of options: why there are none. */
  note?: string | undefined;
}

/** Asks the app for the options of a menu, shortly after somebody stopped typing (debounced). */
export function useSuggestions(
  element: JsonObject,
  source: Source,
  query: string | undefined,
): Suggestion {
  const { perform } = useRoom();
  const [suggestion, setSuggestion] = useState<Suggestion>({ options: [] });
  const leastLength = Number(element.min_query_length ?? USUAL_LEAST_LENGTH);
  const actionId = textAt(element, 'action_id');
  const isShort = query !== undefined && query.length < leastLength;

  useEffect(() => {
    if (query === undefined || isShort) return;
    let isStale = false;
    const ask = async () => {
      const outcome = await perform('suggest', { ...source, action_id: actionId, value: query });
      if (isStale) return;
      const options = optionsOf({ ...outcome });
      const note = options.length === 0 ? (outcomeWords(outcome) ?? 'Nothing found') : undefined;
      setSuggestion({ options, note });
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [query, isShort, actionId]);

  if (!isShort) return suggestion;
  return { options: [], note: `Type at least ${leastLength} letters` };
}
