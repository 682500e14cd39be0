import { EXAMPLE } from '../../../../prompts/reader/off-topic.ts';
import { signedPercent } from '../../../words/difference.ts';
import type { PendingFact, RefusedFact } from '../plan-facts.ts';
import type { Told } from '../told.ts';

/** Sentences as one text; those that have nothing to say are left out. */
export function saying(...sentences: readonly (string | undefined)[]): Told[] {
  const text = sentences.filter((sentence) => sentence !== undefined).join(' ');
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** 12 as `+12%`, -3 as `−3%`. */
export function signed(percent: number): string {
  return signedPercent(percent / 100);
}

/** What to do where a question needs a forecast and none is at hand. */
export const NO_FORECAST = `I see no forecast here. Ask in the thread of one, or get one first: /forecast ${EXAMPLE}`;

/** Why there is no forecast, and what it would need. */
export function whyRefused({ plan, refused }: RefusedFact): string {
  return `There is no forecast for ${plan}. ${refused.reason} ${refused.needed}`;
}

/** That the forecast is on its way. */
export function stillMade({ plan }: PendingFact): string {
  return `The forecast for ${plan} is still being made. Ask again once its answer is there.`;
}

/** Where holidays are asked about. */
export const NO_HOLIDAYS =
  'I have no calendar of holidays: they count only as far as the measured weeks, or the same days a year before, show them.';
