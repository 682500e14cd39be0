import { ORIGIN_NOTES } from '../../../../data/origin-notes.ts';
import type { Told } from '../told.ts';
import type { Composed } from './composed.ts';
import { type Found, forecastIn } from './facts.ts';

const NOTES = new Set(Object.values(ORIGIN_NOTES));

/**
 * Warns of demo data, where the forecast at hand is made of them and the answer has not said so.
 */
export function demoNote(found: Found, { told, uses }: Composed): Told[] {
  const tellsFigures = uses.some((tool) => tool !== 'docs' && tool !== 'data');
  const text = forecastIn(found)?.notes.find((note) => NOTES.has(note));
  const isTold = told.some((each) => each.kind === 'note' && each.text === text);
  return text !== undefined && tellsFigures && !isTold ? [{ kind: 'note', text }] : [];
}
