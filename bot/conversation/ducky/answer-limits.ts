import { withoutUnstorable } from '../../../data/postgres/storable.ts';
import { NOTHING_SAID, type Said } from '../../../data/said.ts';
import { splitText } from '../../blocks/split-text.ts';
import type { Told } from '../../ducky/forecasts/told.ts';

/** Maximum length of an answer in characters; what is longer is cut. */
const MAX_SAID = 6_000;

/** Characters after which a model that does not end is stopped. */
const MAX_HEARD = 4 * MAX_SAID;
/** Notes, sources and offers after which such a model is stopped too. */
const MAX_LISTED = 50;

const CUT = 'There was more to say than I show at once. Ask about a part of it.';

/** The answer so far, of the pieces that a model has told. */
export interface Heard {
  said: Said;
  /** Characters that were told, also those that are left out. */
  length: number;
}

/** Before the first piece. */
export const NOTHING_HEARD: Heard = { said: NOTHING_SAID, length: 0 };

/** Whether an answer is past its limits of length, so that a model's endless output is stopped. */
export function isOverLimit({ said: { notes, sources, actions }, length }: Heard): boolean {
  return length >= MAX_HEARD || notes.length + sources.length + actions.length >= MAX_LISTED;
}

/**
 * Appends one more told piece to the answer. The text is cut after the last piece that fits; notes,
 * sources and offers still count after it. It is as it will be stored, so that what a message holds
 * of it by then is counted in the same characters.
 */
export function appendPiece({ said, length }: Heard, told: Told): Heard {
  switch (told.kind) {
    case 'text': {
      const text = withoutUnstorable(told.text);
      return { said: withText(said, length, text), length: length + text.length };
    }
    case 'note':
      return { said: { ...said, notes: [...said.notes, told.text] }, length };
    case 'sources':
      return { said: { ...said, sources: withSources(said.sources, told.facts) }, length };
    case 'action': {
      const { label, followUp } = told;
      return { said: { ...said, actions: [...said.actions, { label, followUp }] }, length };
    }
  }
}

/** Appends text to the answer while it fits, and then a note that the rest was cut. */
function withText(said: Said, length: number, added: string): Said {
  if (length > MAX_SAID) return said;
  if (length + added.length <= MAX_SAID) return { ...said, text: said.text + added };
  // Of one piece that is too long by itself, its beginning is better than nothing.
  const text = said.text || (splitText(added, MAX_SAID)[0] ?? '');
  return { ...said, text, notes: [...said.notes, CUT] };
}

/** Deduplicates the sources: each once, however many facts it gave. */
function withSources(sources: readonly string[], facts: readonly { source: string }[]): string[] {
  return [...new Set([...sources, ...facts.map(({ source }) => source)])];
}
