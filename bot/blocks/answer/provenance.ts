import type { ContextBlock } from '@slack/types';

import { daysBetween } from '../../../data/calendar.ts';
import type { Forecast } from '../../../data/forecast.ts';
import type { TestedAccuracy } from '../../../data/postgres/models/model-accuracy.ts';
import { longDay } from '../../words/dates.ts';
import { context, escapeMrkdwn } from '../text.ts';

export interface ProvenanceParts {
  forecast: Forecast;
  requestedBy: string;
  /** How the model did in its test; absent where that is not known. */
  accuracy?: TestedAccuracy | undefined;
}

/** How right it is likely to be, and where it comes from. */
export function provenance({ forecast, requestedBy, accuracy }: ProvenanceParts): ContextBlock[] {
  const { dataThrough, generatedAt, model } = forecast;
  const facts = [
    `Data through ${longDay(dataThrough)}${ageInWords(dataThrough, generatedAt)}`,
    `model ${escapeMrkdwn(model.version)} (${escapeMrkdwn(model.method)})`,
    `asked by <@${requestedBy}>`,
  ];
  return [context([FOLLOW_UP, rangeInWords(accuracy), facts.join(' · ')].join('\n'))];
}

/** Nobody would think of it, and it is the quickest way on. */
const FOLLOW_UP =
  'To change it, reply in the thread: “and Android?”, “add Pune”, “what if 30 days”.';

/** Data of yesterday are fresh and need no word. */
function ageInWords(dataThrough: string, generatedAt: string): string {
  const days = daysBetween(dataThrough, generatedAt.slice(0, 10));
  return days > 1 ? ` (${days} days ago)` : '';
}

/** What the ranges of a forecast promise. */
export const LIKELY = '_Likely_ is P10 to P90: 8 times in 10, the real number should fall inside.';

/** What a range promises, and whether the model kept that promise on days it had not seen. */
function rangeInWords(accuracy: TestedAccuracy | undefined): string {
  if (!accuracy) return LIKELY;
  const { coverage80, wape, horizonDays } = accuracy;
  const held = (coverage80 * 10).toFixed(1).replace(/\.0$/, '');
  const test = `In the model’s test, on days it had not seen, up to ${horizonDays} days ahead`;
  return `${LIKELY} ${test}, it did ${held} times in 10, and daily numbers were ${Math.round(wape * 100)}% off on average.`;
}
