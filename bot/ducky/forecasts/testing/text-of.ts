import type { Told } from '../told.ts';

/** The words of an answer, without its notes, sources and buttons. */
export function textOf(told: readonly Told[]): string {
  return told.map((each) => (each.kind === 'text' ? each.text : '')).join('');
}
