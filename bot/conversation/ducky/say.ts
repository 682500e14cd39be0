import type { Said } from '../../../data/said.ts';
import type { Told } from '../../ducky/forecasts/told.ts';

/** Characters of an answer; a model that does not end is not listened to for ever. */
const MAX_SAID = 6_000;

/** Whether an answer is as long as one may be. */
export function isFull({ text, notes, sources, actions }: Said): boolean {
  return text.length >= MAX_SAID || notes.length + sources.length + actions.length >= 50;
}

/** What is said once one more piece has been told. */
export function afterTold(said: Said, told: Told): Said {
  switch (told.kind) {
    case 'text':
      return { ...said, text: (said.text + told.text).slice(0, MAX_SAID) };
    case 'note':
      return { ...said, notes: [...said.notes, told.text] };
    case 'sources':
      return { ...said, sources: withSources(said.sources, told.facts) };
    case 'action':
      return {
        ...said,
        actions: [...said.actions, { label: told.label, followUp: told.followUp }],
      };
  }
}

/** Each source once, however many facts it gave. */
function withSources(sources: readonly string[], facts: readonly { source: string }[]): string[] {
  return [...new Set([...sources, ...facts.map(({ source }) => source)])];
}
